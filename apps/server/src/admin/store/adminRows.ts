// Game masters, sessions and the device key as rows of an open admin database. Synchronous, so it runs only on the store's
// thread or in a command. Has no clock and no rules.
import { randomBytes } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { makePrivateDatabaseFile } from "../../lib/privateFile.ts";
import type { AdminRows, SessionRow } from "./adminStore.ts";

/** For HMAC-SHA256. */
const DEVICE_KEY_BYTES = 32;

interface Right {
  readonly has: StatementSync;
  readonly grant: StatementSync;
  readonly take: StatementSync;
}

function prepareRight(database: DatabaseSync, table: "placesRight" | "operateRight"): Right {
  return {
    has: database.prepare(`SELECT 1 FROM ${table} WHERE name = ?`),
    grant: database.prepare(
      `INSERT OR IGNORE INTO ${table} (name) SELECT name FROM gameMaster WHERE name = ?`,
    ),
    take: database.prepare(`DELETE FROM ${table} WHERE name = ?`),
  };
}

/** Access to the rows of a database opened by `openAdminDatabase`. */
export function createAdminRows(database: DatabaseSync): AdminRows {
  const masters = database.prepare("SELECT name FROM gameMaster ORDER BY name");
  const passwordOf = database.prepare("SELECT password FROM gameMaster WHERE name = ?");
  const addMaster = database.prepare("INSERT OR IGNORE INTO gameMaster (name, password) VALUES (?, ?)");
  const addFirst = database.prepare(
    "INSERT INTO gameMaster (name, password) SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM gameMaster)",
  );
  const removeMaster = database.prepare("DELETE FROM gameMaster WHERE name = ?");
  const setPassword = database.prepare("UPDATE gameMaster SET password = ? WHERE name = ?");
  const changePassword = database.prepare(
    "UPDATE gameMaster SET password = ? WHERE name = ? AND password = ?",
  );
  const removeOld = database.prepare("DELETE FROM session WHERE seenAtMs < ? OR openedAtMs < ?");
  const keepNewest = database.prepare(
    "DELETE FROM session WHERE idHash NOT IN (SELECT idHash FROM session ORDER BY seenAtMs DESC LIMIT ?)",
  );
  const addSession = database.prepare(
    `INSERT INTO session (idHash, name, openedAtMs, seenAtMs)
     SELECT ?, name, ?, ? FROM gameMaster WHERE name = ? AND password = ?`,
  );
  const find = database.prepare("SELECT name, openedAtMs, seenAtMs FROM session WHERE idHash = ?");
  const touch = database.prepare("UPDATE session SET seenAtMs = max(seenAtMs, ?) WHERE idHash = ?");
  const remove = database.prepare("DELETE FROM session WHERE idHash = ?");
  const removeOf = database.prepare("DELETE FROM session WHERE name = ?");
  const removeOthers = database.prepare("DELETE FROM session WHERE name = ? AND idHash IS NOT ?");
  const places = prepareRight(database, "placesRight");
  const operate = prepareRight(database, "operateRight");
  const isMaster = database.prepare("SELECT 1 FROM gameMaster WHERE name = ?");
  const readKey = database.prepare("SELECT value FROM secret WHERE name = 'device'");
  const addKey = database.prepare("INSERT OR IGNORE INTO secret (name, value) VALUES ('device', ?)");

  /** Runs a change as one transaction. */
  function atomically<T>(change: () => T): T {
    database.exec("BEGIN IMMEDIATE");
    try {
      const result = change();
      database.exec("COMMIT");
      return result;
    } catch (error) {
      // A full disk has already ended the transaction. The first error is the one to report.
      if (database.isTransaction) database.exec("ROLLBACK");
      throw error;
    }
  }

  /** Grants or takes a right of a game master who is there. */
  const setRight = (right: Right, name: string, may: boolean): boolean =>
    atomically(() => {
      if (isMaster.get(name) === undefined) return false;
      (may ? right.grant : right.take).run(name);
      return true;
    });

  const findSession = (idHash: Uint8Array): SessionRow | undefined =>
    find.get(idHash) as unknown as SessionRow | undefined;

  return {
    masters: () => masters.all().map(({ name }) => String(name)),
    passwordOf: (name) => (passwordOf.get(name) as { password: string } | undefined)?.password,
    addMaster: (name, password) => addMaster.run(name, password).changes === 1,
    addFirstMaster: (name, password) =>
      atomically(() => {
        if (addFirst.run(name, password).changes === 0) return false;
        places.grant.run(name);
        operate.grant.run(name);
        return true;
      }),
    mayOpenPlaces: (name) => places.has.get(name) !== undefined,
    setMayOpenPlaces: (name, may) => setRight(places, name, may),
    mayOperate: (name) => operate.has.get(name) !== undefined,
    setMayOperate: (name, may) => setRight(operate, name, may),
    removeMaster: (name) =>
      atomically(() => {
        removeOf.run(name);
        places.take.run(name);
        operate.take.run(name);
        return removeMaster.run(name).changes === 1;
      }),
    setPassword: (name, password, previous, keep) =>
      atomically(() => {
        const { changes } =
          previous === undefined
            ? setPassword.run(password, name)
            : changePassword.run(password, name, previous);
        if (changes === 0) return false;
        removeOthers.run(name, keep ?? null);
        return true;
      }),
    dropOldSessions: (seenBeforeMs, openedBeforeMs, max) =>
      atomically(() => {
        removeOld.run(seenBeforeMs, openedBeforeMs);
        keepNewest.run(max);
      }),
    addSession: (idHash, row, password) =>
      addSession.run(idHash, row.openedAtMs, row.seenAtMs, row.name, password).changes === 1,
    findSession,
    findSessions: (idHashes) => idHashes.map(findSession),
    touchSessions: (seen) =>
      atomically(() => {
        for (const { idHash, seenAtMs } of seen) touch.run(seenAtMs, idHash);
      }),
    removeSession: (idHash) => void remove.run(idHash),
    removeSessionsOf: (name) => void removeOf.run(name),
    backUp(file) {
      makePrivateDatabaseFile(file);
      database.prepare("VACUUM INTO ?").run(file);
    },
    deviceKey() {
      const known = readKey.get() as { value: Uint8Array } | undefined;
      if (known !== undefined) return known.value;
      addKey.run(randomBytes(DEVICE_KEY_BYTES));
      return (readKey.get() as { value: Uint8Array }).value;
    },
  };
}
