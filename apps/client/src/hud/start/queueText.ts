// The line for a player who waits to be let in.

/** `waiting` others wait, and it takes about `seconds` more; 0 when the time is over. */
export function queueText(waiting: number, seconds: number): string {
  const others = waiting === 1 ? "1 player waits" : `${waiting} players wait`;
  return seconds === 0 ? `${others} to come in. Trying now…` : `${others} to come in: about ${seconds} s.`;
}
