import { type Address, decodeFunctionData, type Hex } from "viem";
import { isReceiptKeyFunction, isSettlerFunction } from "../src/abi/generated/marketplace.ts";
import { fakeNode } from "./node.ts";

export const marketplace: Address = "0x00000000000000000000000000000000000000aa";

const TRUE: Hex = `0x${"1".padStart(64, "0")}`;
const FALSE: Hex = `0x${"0".repeat(64)}`;

/** A client of a node on which the Marketplace knows these keys, in ERC-7913 form, and no others. */
export function marketplaceThatKnows({
  settlers = [],
  receiptKeys = [],
}: {
  settlers?: readonly Hex[];
  receiptKeys?: readonly Hex[];
}) {
  const abi = [isReceiptKeyFunction, isSettlerFunction];
  return fakeNode({
    eth_call: (parameters: readonly unknown[]) => {
      const [{ to, data }] = parameters as [{ to: Address; data: Hex }];
      if (to.toLowerCase() !== marketplace.toLowerCase()) return "0x";
      const { functionName, args } = decodeFunctionData({ abi, data });
      const known = functionName === "isSettler" ? settlers : receiptKeys;
      return known.some((key) => key.toLowerCase() === args[0].toLowerCase()) ? TRUE : FALSE;
    },
  }).client;
}
