// The sentence shown to a player who is waiting to join.

/** `waiting` players are in the queue and about `seconds` are left; 0 seconds means that the page is retrying now. */
export function queueText(waiting: number, seconds: number): string {
  const players = waiting === 1 ? "1 player is" : `${waiting} players are`;
  return seconds === 0
    ? `${players} waiting to join. Retrying now…`
    : `${players} waiting to join: about ${seconds} s left.`;
}
