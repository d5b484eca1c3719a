// Identifies the process that answers: several may share one port, and a replacement must be distinguishable from its
// predecessor. Reveals nothing about the machine.
import { randomBytes } from "node:crypto";

const ID_BYTES = 6;

export interface ProcessIdentity {
  /** A random id, new for each process. */
  readonly instance: string;
  /** Whole seconds since the process started. */
  readonly uptimeSeconds: number;
}

const instance = randomBytes(ID_BYTES).toString("hex");

export function processIdentity(): ProcessIdentity {
  return { instance, uptimeSeconds: Math.floor(process.uptime()) };
}
