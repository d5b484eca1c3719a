// Names that no player may have, however they are spelled: those of the people who run the game, and those that mix scripts.
// It looks at one name; whether somebody else has it is the world's to know.

import { BOT_MARK } from "@doubloon/shared/names";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import { mixesScripts } from "./scripts.ts";
import { skeleton } from "./skeleton.ts";

/** Refused as one word of a name, or as two neighbouring ones together. */
const AS_A_WORD = [
  "admin",
  "admins",
  "administrator",
  "moderator",
  "gamemaster",
  "sysadmin",
  "staff",
  "official",
];
/** Refused as the whole name. */
const AS_A_WHOLE = [
  "doubloon",
  "gm",
  "mod",
  "dev",
  "developer",
  "system",
  "server",
  "operator",
  "owner",
  "support",
  "root",
  "console",
];

/** What digits and signs are written for letters. */
const SPELLED: Readonly<Record<string, string>> = {
  "0": "o",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

const reservedWords = new Set(AS_A_WORD.map(folded));
const reservedWholes = new Set([...AS_A_WORD, ...AS_A_WHOLE].map(folded));

/** Why a name that `checkName` has taken is refused all the same; undefined if it is not. */
export function guardName(
  name: string,
): Extract<RefusalCode, "nameReserved" | "nameMixedScript"> | undefined {
  // The mark of automatic players.
  if (name.includes(BOT_MARK)) return "nameReserved";
  // Of the two this one tells a player more.
  if (isReserved(name)) return "nameReserved";
  return mixesScripts(name) ? "nameMixedScript" : undefined;
}

function isReserved(name: string): boolean {
  if (reservedWholes.has(folded(name)) || reservedWholes.has(folded(withoutNumber(name)))) return true;
  const words = name.split(/[^\p{L}\p{M}\p{N}@$|!]+/u).map((word) => folded(withoutNumber(word)));
  return words.some((word, i) => reservedWords.has(word) || reservedWords.has(word + (words[i + 1] ?? "")));
}

/** A number at either end makes no other name of it. */
function withoutNumber(text: string): string {
  return text.replace(/^\p{N}+|\p{N}+$/gu, "");
}

/** A text as the eye reads it: without marks, signs and spaces, digits for letters as those letters, i, l and 1 as one. */
function folded(text: string): string {
  const spelled = text.replace(/[03457@$]/g, (sign) => SPELLED[sign] ?? sign);
  return skeleton(spelled)
    .replace(/[l1|!ı]/g, "i")
    .replace(/[^\p{L}\p{N}]/gu, "");
}
