import { expect } from "chai";
import { UserRejectedRequestError } from "viem";
import { UnexpectedError, UserRejectedError } from "../../errors/index.ts";
import { explained } from "./explained.ts";

describe("an error", () => {
  const refused = new UserRejectedRequestError(new Error("no"));

  it("gets its type and its words from what is loaded with the first one", async () => {
    expect(await explained(refused))
      .to.be.instanceOf(UserRejectedError)
      .and.include({ recovery: "cancel" });
  });

  it("is told as it came where they cannot be loaded", async () => {
    const offline = () => Promise.reject(new TypeError("Failed to fetch dynamically imported module"));
    const error = await explained(refused, undefined, offline);
    expect(error).to.be.instanceOf(UnexpectedError);
    expect(error.cause).to.equal(refused);
  });
});
