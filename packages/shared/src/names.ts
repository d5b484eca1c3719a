// What a player may be called. Anything shown to others goes through here first.
import type { RefusalCode } from "./protocol/refusals.ts";

/** The most characters (code points) in a name. */
export const MAX_NAME_CHARS = 16;
const MAX_NAME_CODE_UNITS = 256;

export type NameCheck =
  | { readonly ok: true; readonly name: string }
  | {
      readonly ok: false;
      readonly code: Extract<RefusalCode, "nameEmpty" | "nameTooLong" | "nameInvisible" | "nameMarkup">;
    };

// Control, format, surrogate, private-use and unassigned characters, separators but the space, and blank letters that
// Unicode counts as visible (Hangul fillers, the Braille blank).
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}\u00a0\u115f\u1160\u2800\u3164\uffa0]/u;
const MARKUP = /[<>&"'`\\]/;
/** More than two combining marks on one letter spill over the lines around. */
const STACKED_MARKS = /\p{M}{3,}/u;

/** Normalises a name (NFKC, spaces folded and trimmed) or says what is wrong with it. */
export function checkName(raw: string): NameCheck {
  if (raw.length > MAX_NAME_CODE_UNITS) return { ok: false, code: "nameTooLong" };
  const name = raw.normalize("NFKC").replace(/ +/g, " ").trim();
  if (name === "") return { ok: false, code: "nameEmpty" };
  if (INVISIBLE.test(name) || STACKED_MARKS.test(name)) return { ok: false, code: "nameInvisible" };
  if (MARKUP.test(name)) return { ok: false, code: "nameMarkup" };
  if ([...name].length > MAX_NAME_CHARS) return { ok: false, code: "nameTooLong" };
  return { ok: true, name };
}
