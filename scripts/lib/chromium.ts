import { existsSync } from "node:fs";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where this machine has Chromium: PLAZA_CHROMIUM, or one of the usual places. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  return [env.PLAZA_CHROMIUM, ...usual].find((path) => path !== undefined && path !== "" && existsSync(path));
}
