import {
  type ASTNode,
  BREAK,
  type ConstValueNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  type ValueNode,
  visit,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import type { ErrorCode } from "../errors.ts";

/**
 * Gives every error a code, and those of a bad value the path of the value, whether it stood in the query or in the
 * variables.
 */
export function errorCodes(): Plugin {
  return {
    onValidate({ params }) {
      return ({ result, setResult }) => {
        if (result.length > 0)
          setResult(result.map((error) => ofValidation(error as GraphQLError, params.documentAST)));
      };
    },
    onResultProcess({ result, setResult }) {
      if (!("errors" in result) || !result.errors) return;
      setResult({ ...result, errors: result.errors.map((error) => ofResult(error)) });
    },
  };
}

function ofValidation(error: GraphQLError, document: DocumentNode): GraphQLError {
  const [node] = error.nodes ?? [];
  if (!node || !isValue(node)) return withCode(error, "GRAPHQL_VALIDATION_FAILED");
  return withCode(error, "BAD_USER_INPUT", { field: pathOf(node, document) });
}

function ofResult(error: GraphQLError): GraphQLError {
  const { message, extensions, path } = error;
  if (/more tha[nt] \d+ tokens/.test(message)) return withCode(error, "QUERY_TOO_COMPLEX", { measure: "tokens" });
  // Values of variables are only looked at when the query runs, and the message alone tells where in them the fault is.
  const fromVariables = path === undefined && (extensions.code ?? "BAD_USER_INPUT") === "BAD_USER_INPUT";
  const variable = fromVariables ? /^Variable "\$([^"]+)"/.exec(message) : null;
  if (variable)
    return withCode(error, "BAD_USER_INPUT", { field: / at "([^"]+)"; /.exec(message)?.[1] ?? variable[1] });
  if (extensions.code !== undefined) return error;
  return withCode(error, error.originalError && path ? "INTERNAL_SERVER_ERROR" : "BAD_REQUEST");
}

function withCode(error: GraphQLError, code: ErrorCode, more: Record<string, unknown> = {}): GraphQLError {
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(message, {
    nodes,
    source,
    positions,
    path,
    originalError,
    extensions: { ...extensions, code, ...more },
  });
}

const valueKinds: ReadonlySet<string> = new Set([
  Kind.INT,
  Kind.FLOAT,
  Kind.STRING,
  Kind.BOOLEAN,
  Kind.ENUM,
  Kind.NULL,
  Kind.LIST,
  Kind.OBJECT,
] satisfies ConstValueNode["kind"][]);

function isValue(node: ASTNode): node is ValueNode {
  return valueKinds.has(node.kind);
}

/** Path of a value in a query, such as `filter.or[1].price.min`. */
function pathOf(value: ValueNode, document: DocumentNode): string | undefined {
  let found: string | undefined;
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node !== value) return undefined;
      const steps = [...ancestors, parent, node].filter(
        (step): step is ASTNode => step !== undefined && "kind" in step,
      );
      found = steps.map((step, at) => segment(step, steps[at + 1])).join("");
      return BREAK;
    },
  });
  return found;
}

function segment(node: ASTNode, next: ASTNode | undefined): string {
  if (node.kind === Kind.ARGUMENT) return node.name.value;
  if (node.kind === Kind.OBJECT_FIELD) return `.${node.name.value}`;
  return node.kind === Kind.LIST && next ? `[${node.values.indexOf(next as ValueNode)}]` : "";
}
