// Identifies the process that answers: several may share one port, and a replacement must be distinguishable from its
// predecessor. Reveals nothing about the machine.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";

const ID_BYTES = 6;

export interface ProcessIdentity {
  /** Doubloon's version, and the version of the protocol that clients must speak. */
  readonly version: string;
  readonly protocol: number;
  /** A random id, new for each process. */
  readonly instance: string;
  /** Whole seconds since the process started. */
  readonly uptimeSeconds: number;
}

const instance = randomBytes(ID_BYTES).toString("hex");

/** The version of Doubloon whose sources these are. */
export const ownVersion = readOwnVersion();

function readOwnVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

export function processIdentity(): ProcessIdentity {
  return {
    version: ownVersion,
    protocol: PROTOCOL_VERSION,
    instance,
    uptimeSeconds: Math.floor(process.uptime()),
  };
}
