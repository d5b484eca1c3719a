// Growing a column: a longer array takes the place of a full one.

interface Settable<T> {
  set(from: T): void;
}

/** Copies `from` into the longer array `into` and returns that. */
export function grown<T extends Settable<T>>(from: T, into: T): T {
  into.set(from);
  return into;
}
