// A password that is strong and can be read aloud: four groups of five letters and digits, 100 bits of chance.
import { randomBytes } from "node:crypto";

/** 32 signs, so that a byte picks each with equal chance; none of those that look most alike (0 o, 1 l). */
const SIGNS = "abcdefghijkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP_SIGNS = 5;

/** Like `k7mpq-2xwhr-9fdne-tc4va`. */
export function makePassword(): string {
  const signs = [...randomBytes(GROUPS * GROUP_SIGNS)].map((byte) => SIGNS[byte % SIGNS.length]);
  return Array.from({ length: GROUPS }, (_, group) =>
    signs.slice(group * GROUP_SIGNS, (group + 1) * GROUP_SIGNS).join(""),
  ).join("-");
}
