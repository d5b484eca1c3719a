// Validates and normalises a player's name by itself. Every name shown to others passes through here. The server checks
// scripts, reserved names and names already in use.
import type { RefusalCode } from "./protocol/refusals.ts";

/** The maximum number of characters (code points) in a name. */
export const MAX_NAME_CHARS = 16;
/** The names of automatic players end with a space and this sign, in addition to MAX_NAME_CHARS. Players may not use it. */
export const BOT_MARK = "⚙";
const MAX_NAME_CODE_UNITS = 256;

export type NameCheck =
  | { readonly ok: true; readonly name: string }
  | {
      readonly ok: false;
      readonly code: Extract<RefusalCode, "nameEmpty" | "nameTooLong" | "nameInvisible" | "nameMarkup">;
    };

/** Variation selectors: keyboards append them to symbols to choose text or emoji style. Names do not need them. */
const STYLE_SELECTORS = /[\ufe0e\ufe0f]/g;
// Control, format, surrogate, private-use and unassigned characters, line and paragraph separators, default-ignorable
// characters, and blanks that Unicode counts as visible: the Braille blank, the null notehead, Egyptian blanks, the
// Khitan filler, the object replacement character.
const UNSEEN =
  "\\p{C}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800\\u{1d159}\\u{13441}\\u{13442}\\u{16fe4}\\ufffc";
const INVISIBLE = new RegExp(`[${UNSEEN}]|(?! )\\p{Zs}`, "u");
const ONLY_INVISIBLE = new RegExp(`^[${UNSEEN}\\p{Z}]*$`, "u");
const MARKUP = /[<>&"'`\\]/;
/** A combining mark without a letter, the same mark twice in a row, or more than two marks on one letter. */
const WRONG_MARKS = /(?:^| )\p{M}|(\p{Mn})\1|\p{M}{3,}/u;

/** Normalises a name (NFKC, spaces collapsed and trimmed, variation selectors removed) or returns why it is refused. */
export function checkName(raw: string): NameCheck {
  if (raw.length > MAX_NAME_CODE_UNITS) return { ok: false, code: "nameTooLong" };
  const name = raw.replace(STYLE_SELECTORS, "").normalize("NFKC").replace(/ +/g, " ").trim();
  if (ONLY_INVISIBLE.test(name)) return { ok: false, code: "nameEmpty" };
  if (INVISIBLE.test(name) || WRONG_MARKS.test(name)) return { ok: false, code: "nameInvisible" };
  if (MARKUP.test(name)) return { ok: false, code: "nameMarkup" };
  if ([...name].length > MAX_NAME_CHARS) return { ok: false, code: "nameTooLong" };
  return { ok: true, name };
}
