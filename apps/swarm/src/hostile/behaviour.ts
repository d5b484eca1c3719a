// What one row of the table of misbehaviours is. A new misbehaviour is one row in one of the files of behaviours/.
import type { HostilePeer } from "./hostilePeer.ts";

export interface Behaviour {
  /** In the report and for `--only`; lower case with hyphens. */
  readonly name: string;
  /** How often it is chosen, relative to others; 1 if not given. */
  readonly weight?: number;
  /** Misbehaves on a connection that has just been opened; what is left of it afterwards is ended by the caller. */
  readonly run: (peer: HostilePeer) => Promise<void>;
}
