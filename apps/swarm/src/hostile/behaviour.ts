// One row of the table of misbehaviours. A new misbehaviour is one row in one of the files of behaviours/.
import type { HostilePeer } from "./hostilePeer.ts";

export interface Behaviour {
  /** In the report and for `--only`; lower case with hyphens. */
  readonly name: string;
  /** Relative frequency; 1 by default. */
  readonly weight?: number;
  /** Misbehaves on a connection that has just been opened. The caller ends the connection afterwards. */
  readonly run: (peer: HostilePeer) => Promise<void>;
}
