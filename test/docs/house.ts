import { after } from "mocha";
import type { Stack } from "../../scripts/lib/stack.ts";
import { startTestStack } from "../helpers/stack.ts";

let starting: Promise<Stack> | undefined;

/** The whole house with its shelves full, one for all samples and examples of this run. */
export function openHouse(): Promise<Stack> {
  starting ??= startTestStack();
  return starting;
}

after(async function closeHouse() {
  this.timeout(30_000);
  await (await starting)?.close();
});
