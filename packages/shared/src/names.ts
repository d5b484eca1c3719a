// What a player may be called, as far as one name alone can tell. Anything shown to others goes through here first. It
// knows no other player's name and no list of reserved ones: those are the server's.
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

/** Keyboards put them behind ordinary symbols to choose between text and emoji style; a name does without. */
const STYLE_SELECTORS = /[\ufe0e\ufe0f]/g;
// Control, format, surrogate, private-use and unassigned characters, separators but the space, what Unicode says to
// ignore by default, and blanks that Unicode counts as visible: the Braille blank, the null notehead, Egyptian blanks, the
// Khitan filler, the object replacement character.
const UNSEEN =
  "\\p{C}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800\\u{1d159}\\u{13441}\\u{13442}\\u{16fe4}\\ufffc";
const INVISIBLE = new RegExp(`[${UNSEEN}]|(?! )\\p{Zs}`, "u");
const ONLY_INVISIBLE = new RegExp(`^[${UNSEEN}\\p{Z}]*$`, "u");
const MARKUP = /[<>&"'`\\]/;
/** A mark without a letter, the same mark twice, and more marks on one letter than stay on their line. */
const WRONG_MARKS = /(?:^| )\p{M}|(\p{Mn})\1|\p{M}{3,}/u;

/** Normalises a name (NFKC, spaces folded and trimmed, style selectors dropped) or says what is wrong with it. */
export function checkName(raw: string): NameCheck {
  if (raw.length > MAX_NAME_CODE_UNITS) return { ok: false, code: "nameTooLong" };
  const name = raw.replace(STYLE_SELECTORS, "").normalize("NFKC").replace(/ +/g, " ").trim();
  if (ONLY_INVISIBLE.test(name)) return { ok: false, code: "nameEmpty" };
  if (INVISIBLE.test(name) || WRONG_MARKS.test(name)) return { ok: false, code: "nameInvisible" };
  if (MARKUP.test(name)) return { ok: false, code: "nameMarkup" };
  if ([...name].length > MAX_NAME_CHARS) return { ok: false, code: "nameTooLong" };
  return { ok: true, name };
}
