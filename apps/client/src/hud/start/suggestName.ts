// Suggests a random name to a player who has not chosen one. Reads no random source of its own.
import { FIRST_WORDS, LAST_WORDS } from "./nameWords.ts";

/** A name of two words; `random` returns a number from 0 (included) to 1 (excluded). */
export function suggestName(random: () => number): string {
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)];
  return `${pick(FIRST_WORDS)} ${pick(LAST_WORDS)}`;
}
