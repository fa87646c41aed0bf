// Plain JavaScript without dependencies: it runs before anything is installed, under whatever Node the machine has.

/**
 * Names the packages that package-lock.json asks for on this machine and node_modules lacks or has in another version.
 *
 * An npm under Node 20 leaves out packages whose engines ask for more (Hardhat's engine among them) without a word, so
 * "there is a node_modules" says little. A package for another system, or an optional one that only such a package
 * needs, is not missed.
 *
 * @param {Record<string, LockedPackage>} locked `packages` of package-lock.json
 * @param {Record<string, LockedPackage>} installed `packages` of node_modules/.package-lock.json
 * @param {{os: string, cpu: string, libc: string | undefined}} machine
 * @returns {string[]}
 *
 * @typedef {{version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[]}} LockedPackage
 */
export function missingPackages(locked, installed, machine) {
  return Object.entries(locked)
    .filter(([path, wanted]) => path.includes("node_modules/") && isForMachine(wanted, machine))
    .filter(([path, wanted]) => installed[path] === undefined || installed[path].version !== wanted.version)
    .map(([path]) => path);
}

/**
 * @param {LockedPackage} wanted
 * @param {{os: string, cpu: string, libc: string | undefined}} machine
 */
function isForMachine(wanted, machine) {
  if (!wanted.optional) return true;
  if (!wanted.os && !wanted.cpu) return false;
  return fits(wanted.os, machine.os) && fits(wanted.cpu, machine.cpu) && fits(wanted.libc, machine.libc);
}

/**
 * @param {string[] | undefined} allowed
 * @param {string | undefined} value
 */
function fits(allowed, value) {
  return allowed === undefined || (value !== undefined && allowed.includes(value));
}

/** What packages for one kind of machine are told apart by. */
export function thisMachine() {
  const glibc = /** @type {{header?: {glibcVersionRuntime?: string}}} */ (process.report.getReport()).header;
  const libc = process.platform !== "linux" ? undefined : glibc?.glibcVersionRuntime ? "glibc" : "musl";
  return { os: process.platform, cpu: process.arch, libc };
}
