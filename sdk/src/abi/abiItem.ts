import type { Abi } from "viem";

/**
 * Reads an item of an ABI from its line of Solidity. A line is a third of its JSON, and a bundler leaves out the lines that a page
 * does not use; viem's `parseAbiItem` reads any that people write, and is larger than all of these lines.
 *
 * It takes what `scripts/generate.ts` writes, which compares each item with the compiler's: types in full, no needless space.
 */
export function abiItem<item extends Abi[number]>(line: string): item {
  let at = 0;
  const take = (pattern: RegExp): (string | undefined)[] => {
    const found = pattern.exec(line.slice(at)) ?? [""];
    at += found[0].length;
    return found;
  };

  /** Reads `(address seller,(uint256 a,uint256 b)[] pairs)`. */
  function parameters(ofEvent: boolean): object[] {
    const found: object[] = [];
    take(/^\(/);
    while (!take(/^[,)]/)[0]?.startsWith(")")) {
      const components = line[at] === "(" && { components: parameters(false) };
      const [, type, indexed, name] = take(/^([^ ,)]*)( indexed)? ?(\w*)/);
      found.push({
        name,
        type: components ? `tuple${type}` : type,
        ...components,
        ...(ofEvent && { indexed: !!indexed }),
      });
    }
    return found;
  }

  const [, type, name] = take(/^(\w+) ?(\w*)/);
  const inputs = parameters(type === "event");
  const [, stateMutability = "nonpayable"] = take(/^ (view|pure|payable)/);
  const outputs = take(/^ returns /)[0] ? parameters(false) : [];
  return {
    type,
    inputs,
    ...(type !== "constructor" && { name }),
    ...(type === "event" && { anonymous: false }),
    ...(/^[fc]/.test(type ?? "") && { stateMutability }),
    ...(type === "function" && { outputs }),
  } as unknown as item;
}
