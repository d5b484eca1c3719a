// Counters of the attack, shared by all its connections.

export interface AttackCounts {
  /** Connections attempted so far. */
  connections: number;
  /** Bad messages sent: frames, packets and requests. */
  messages: number;
  /** Attackers that the server welcomed. */
  welcomes: number;
  /** Connections by misbehaviour. */
  readonly behaviours: Record<string, number>;
}

export function makeAttackCounts(): AttackCounts {
  return { connections: 0, messages: 0, welcomes: 0, behaviours: {} };
}
