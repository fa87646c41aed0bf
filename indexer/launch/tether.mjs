// Loaded into the indexer's process by its launcher, which holds the other end of standard input. When the launcher is
// gone, however it went, that end closes and this process ends too instead of living on unseen.
process.stdin.on("end", () => process.kill(process.pid, "SIGTERM"));
process.stdin.on("error", () => process.kill(process.pid, "SIGTERM"));
process.stdin.resume();
process.stdin.unref();
