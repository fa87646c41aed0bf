/** `npm run check -- natspec`: exits 1 and names each public item of the contracts that lacks its NatSpec. */
import { readModels } from "./natspec/model.ts";
import { problemsOf } from "./natspec/problems.ts";

const problems = problemsOf(readModels());
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? "Every public item has its NatSpec." : `${problems.length} items lack NatSpec.`);
process.exitCode = problems.length === 0 ? 0 : 1;
