import { readData } from "./config.ts";
import { openDatabase } from "./infra/database/database.ts";
import { migrate, migrateBack } from "./infra/database/migrate.ts";

const usage = "Usage: npm run migrate -w relayer [-- down <number of the migration that stays as the last>]";

/** `npm run migrate`: brings the schema of DATABASE_URL or PLAZA_RELAYER_DATA up to date, or takes the newest migrations back. */
async function main([direction = "up", to, ...rest]: string[]): Promise<void> {
  const isDown = direction === "down" && to !== undefined && /^\d{1,4}$/.test(to) && rest.length === 0;
  if (!isDown && (direction !== "up" || to !== undefined)) throw new Error(usage);
  const database = await openDatabase(readData(process.env));
  try {
    const names = isDown ? await migrateBack(database, Number(to)) : await migrate(database);
    process.stdout.write(`${names.length === 0 ? "nothing to do" : names.join("\n")}\n`);
  } finally {
    await database.close();
  }
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exit(1);
});
