// Reads a world's file that no server uses: its records, after SQLite's own check of the file.
import { DatabaseSync } from "node:sqlite";
import { errorText } from "@doubloon/shared/errorText";
import { LedgerError } from "./ledgerError.ts";

/**
 * Returns every record by key.
 * @throws LedgerError if the file is missing, damaged or in use
 */
export function readWorldFile(file: string): ReadonlyMap<string, Uint8Array> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    const [problem] = database.prepare("PRAGMA integrity_check").all();
    if (problem?.["integrity_check"] !== "ok") throw new Error(`damaged: ${problem?.["integrity_check"]}`);
    const rows = database.prepare("SELECT key, bytes FROM record").all();
    return new Map(rows.map(({ key, bytes }) => [String(key), Uint8Array.from(bytes as Uint8Array)]));
  } catch (error) {
    throw new LedgerError(`${file}: ${errorText(error).replaceAll("\n", " ")}`);
  } finally {
    database?.close();
  }
}
