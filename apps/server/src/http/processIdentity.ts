// Which process answers: behind one port there may be several, and one that was replaced must not look like the one
// before it. It says nothing of the machine.
import { randomBytes } from "node:crypto";

const ID_BYTES = 6;

export interface ProcessIdentity {
  /** Random for each process. */
  readonly instance: string;
  /** Whole seconds since the process began. */
  readonly uptimeSeconds: number;
}

const instance = randomBytes(ID_BYTES).toString("hex");

export function processIdentity(): ProcessIdentity {
  return { instance, uptimeSeconds: Math.floor(process.uptime()) };
}
