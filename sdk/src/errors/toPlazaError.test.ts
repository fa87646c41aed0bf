import { expect } from "chai";
import {
  BaseError,
  ChainMismatchError,
  HttpRequestError,
  InsufficientFundsError,
  InvalidAddressError,
  NonceTooLowError,
  TimeoutError,
  UserRejectedRequestError,
  WaitForTransactionReceiptTimeoutError,
  zeroHash,
} from "viem";
import { hardhat } from "viem/chains";
import { PlazaError } from "./base.ts";
import { ListingNotActiveError } from "./contract/index.ts";
import { toPlazaError } from "./toPlazaError.ts";

describe("toPlazaError", () => {
  const cases: [Error, string, string][] = [
    [new UserRejectedRequestError(new Error("no")), "user_rejected", "cancel"],
    [Object.assign(new Error("wallet"), { code: 4001 }), "user_rejected", "cancel"],
    [new ChainMismatchError({ chain: hardhat, currentChainId: 1 }), "wrong_chain", "switch_chain"],
    [new InsufficientFundsError(), "insufficient_gas_funds", "top_up"],
    [new NonceTooLowError(), "nonce_conflict", "retry"],
    [new HttpRequestError({ url: "http://node.test" }), "connection_failed", "check_connection"],
    [new TimeoutError({ body: {}, url: "http://node.test" }), "request_timeout", "retry"],
    [new WaitForTransactionReceiptTimeoutError({ hash: zeroHash }), "transaction_timeout", "refresh_listings"],
    [new InvalidAddressError({ address: "0x12" }), "invalid_parameter", "cancel"],
    [new ListingNotActiveError({ listingId: zeroHash }), "listing_not_active", "browse_similar"],
    [new Error("who knows"), "unexpected", "retry"],
  ];
  for (const [error, code, recovery] of cases)
    it(`makes ${code} of ${error.name}, alone or wrapped`, () => {
      for (const caught of [error, new BaseError("outer", { cause: error }), new Error("outer", { cause: error })]) {
        const translated = toPlazaError(caught);
        expect(translated).to.be.instanceOf(PlazaError);
        expect(translated).to.include({ code, recovery });
        expect(translated.name).to.match(/Error$/);
      }
    });

  it("makes account_required of a missing account", () => {
    // viem throws this class but does not export it.
    const missing = new BaseError("no account", { name: "AccountNotFoundError" });
    expect(toPlazaError(missing)).to.include({ code: "account_required", recovery: "connect_wallet" });
  });

  it("gives back what has a type already", () => {
    const known = new ListingNotActiveError({ listingId: zeroHash });
    expect(toPlazaError(known)).to.equal(known);
  });

  it("says where the chain was asked, without the path that may be a key", () => {
    const { metaMessages } = toPlazaError(
      new HttpRequestError({ url: "https://user:word@rpc.test/v2/secret?key=secret" }),
    );
    expect(metaMessages).to.deep.equal(["URL: https://rpc.test"]);
  });

  it("says which transaction was waited for in vain", () => {
    expect(toPlazaError(new WaitForTransactionReceiptTimeoutError({ hash: zeroHash }))).to.include({ hash: zeroHash });
  });

  it("takes whatever was thrown", () => {
    for (const thrown of [undefined, null, "text", 7, {}])
      expect(toPlazaError(thrown)).to.include({ code: "unexpected" });
    expect(toPlazaError(new BaseError("Quota exceeded."))).to.include({ shortMessage: "Quota exceeded." });
  });
});
