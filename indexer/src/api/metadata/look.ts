import type { ChainSource } from "./chainSource.ts";
import { MetadataError } from "./failure.ts";
import type { DocumentReader } from "./readDocument.ts";
import { cleanText, METADATA_LIMITS, NO_METADATA, sanitize } from "./sanitize.ts";
import type { Outcome, Subject } from "./store.ts";

/** Looks for the metadata of an item or a collection. Never fails: what cannot be had says why. */
export type Look = (subject: Pick<Subject, "token" | "tokenId" | "standard">) => Promise<Outcome>;

/** Makes a look at contracts and the documents that they name. */
export function createLook(source: ChainSource, read: DocumentReader): Look {
  return async ({ token, tokenId, standard: presumed }) => {
    let standard: Outcome["standard"] = null;
    try {
      standard = await source.standardOf(token, presumed);
      if (tokenId === null) return { ...(await lookAtCollection(token)), standard };
      const uri = await source.uriOf(token, tokenId, standard ?? presumed);
      return { document: sanitize(await read(uri)), failure: null, standard };
    } catch (error) {
      return { document: null, failure: asFailure(error), standard };
    }
  };

  /** By its document, and where that has no name or cannot be had, by the name that the contract has. */
  async function lookAtCollection(token: Subject["token"]): Promise<Omit<Outcome, "standard">> {
    const [uri, name] = await Promise.all([source.contractUriOf(token), source.nameOf(token)]);
    const named = { ...NO_METADATA, name: cleanText(name, METADATA_LIMITS.name) };
    if (uri === null && named.name === null) throw new MetadataError("NO_URI", "The contract has no name of its own.");
    if (uri === null) return { document: named, failure: null };
    try {
      const document = sanitize(await read(uri));
      return { document: { ...document, name: document.name ?? named.name, traits: [] }, failure: null };
    } catch (error) {
      return { document: named.name === null ? null : named, failure: asFailure(error) };
    }
  }
}

function asFailure(error: unknown): MetadataError {
  if (error instanceof MetadataError) return error;
  return new MetadataError("UNREACHABLE", "It could not be read.", { cause: error });
}
