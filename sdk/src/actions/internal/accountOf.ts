import { type Account, type Address, isAddressEqual } from "viem";
import { parseAccount } from "viem/utils";
import { AccountRequiredError } from "../../errors/account.ts";
import type { PlazaClient } from "./types.ts";

/**
 * Who acts: the account given, else the client's. An address that is the client's own account means that account, so that a key
 * which the client holds signs, and not the node.
 */
export function accountOf(given: Account | Address | undefined, client?: Pick<PlazaClient, "account">): Account {
  const own = client?.account;
  if (given === undefined) {
    if (own === undefined) throw new AccountRequiredError();
    return own;
  }
  const account = parseAccount(given);
  return typeof given === "string" && own !== undefined && isAddressEqual(own.address, account.address) ? own : account;
}
