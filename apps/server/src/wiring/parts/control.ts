// What `npm run ops` can ask of a running server over the control socket.
import { join, resolve } from "node:path";
import type { Logger } from "pino";
import type { SqliteLedger } from "../../ledger/sqliteLedger.ts";
import { type ControlHandler, type ControlSocket, openControlSocket } from "../../startup/controlSocket.ts";
import { BACKUPS_FOLDER, makeBackup } from "../../startup/makeBackup.ts";

/** Opens the control socket of a data folder whose ledger this process has. `more` are further handlers, by path. */
export function openControl(
  data: string,
  ledger: SqliteLedger,
  logger: Logger,
  more: Readonly<Record<string, ControlHandler>> = {},
): Promise<ControlSocket> {
  let backingUp = false;
  return openControlSocket(data, {
    async "/handover"() {
      throw new Error("the world runs on this machine only: a handover takes a second one at the same Redis");
    },
    ...more,
    "/ping": async () => ({ pid: process.pid }),
    async "/backup"(body) {
      if (backingUp) throw new Error("a backup is being made already");
      backingUp = true;
      try {
        const to = targetOf(body) ?? join(data, BACKUPS_FOLDER);
        const folder = await makeBackup({ data, ledger, to: resolve(to), nowMs: Date.now() });
        logger.info({ folder }, "a backup has been made");
        return { folder };
      } finally {
        backingUp = false;
      }
    },
  });
}

function targetOf(body: unknown): string | undefined {
  const to = typeof body === "object" && body !== null && "to" in body ? body.to : undefined;
  if (to !== undefined && typeof to !== "string") throw new Error("to is not a folder");
  return to;
}
