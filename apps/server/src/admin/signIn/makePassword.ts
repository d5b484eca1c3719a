// Generates a password that is strong and can be read aloud: four groups of five letters and digits, 100 random bits.
import { randomBytes } from "node:crypto";

/** 32 characters, so that a random byte selects each with equal probability. Without look-alikes (0 o, 1 l). */
const CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** Like `k7mpq-2xwhr-9fdne-tc4va`. */
export function makePassword(): string {
  const characters = [...randomBytes(GROUPS * GROUP_LENGTH)].map(
    (byte) => CHARACTERS[byte % CHARACTERS.length],
  );
  return Array.from({ length: GROUPS }, (_, group) =>
    characters.slice(group * GROUP_LENGTH, (group + 1) * GROUP_LENGTH).join(""),
  ).join("-");
}
