import { expect } from "chai";

/** What a promise was rejected with, held to be of a class. */
export async function rejection<error extends Error>(
  promise: Promise<unknown>,
  type: abstract new (...args: never[]) => error,
): Promise<error> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(type);
    return error as error;
  }
  return expect.fail(`it should have been rejected with ${type.name}`);
}
