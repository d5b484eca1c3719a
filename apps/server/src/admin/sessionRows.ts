// Sign-ins as rows of the console's file, so that a restart of the server signs nobody out. Knows no clock and no rule.
import type { DatabaseSync } from "node:sqlite";
import type { SessionRow, SessionRows } from "./sessions.ts";

/** The `session` table of an open admin database. */
export function createSessionRows(database: DatabaseSync): SessionRows {
  const add = database.prepare(
    "INSERT INTO session (idHash, name, openedAtMs, seenAtMs) VALUES (?, ?, ?, ?)",
  );
  const find = database.prepare("SELECT name, openedAtMs, seenAtMs FROM session WHERE idHash = ?");
  const touch = database.prepare("UPDATE session SET seenAtMs = ? WHERE idHash = ?");
  const remove = database.prepare("DELETE FROM session WHERE idHash = ?");
  const removeOld = database.prepare("DELETE FROM session WHERE seenAtMs < ? OR openedAtMs < ?");
  const keepNewest = database.prepare(
    "DELETE FROM session WHERE idHash NOT IN (SELECT idHash FROM session ORDER BY seenAtMs DESC LIMIT ?)",
  );
  return {
    add: (idHash, row) => void add.run(idHash, row.name, row.openedAtMs, row.seenAtMs),
    find: (idHash) => find.get(idHash) as unknown as SessionRow | undefined,
    touch: (idHash, seenAtMs) => void touch.run(seenAtMs, idHash),
    remove: (idHash) => void remove.run(idHash),
    removeOld: (seenBeforeMs, openedBeforeMs) => void removeOld.run(seenBeforeMs, openedBeforeMs),
    keepNewest: (rows) => void keepNewest.run(rows),
  };
}
