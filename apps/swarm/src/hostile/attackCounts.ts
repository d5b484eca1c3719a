// What the attack counts, shared by all of its connections. Numbers only.

export interface AttackCounts {
  /** Connections attempted so far. */
  connections: number;
  /** Bad messages sent: frames, packets and requests. */
  messages: number;
  /** Attackers that the server let into the world. */
  welcomes: number;
  /** Connections by misbehaviour. */
  readonly behaviours: Record<string, number>;
}

export function makeAttackCounts(): AttackCounts {
  return { connections: 0, messages: 0, welcomes: 0, behaviours: {} };
}
