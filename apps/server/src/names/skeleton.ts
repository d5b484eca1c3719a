// What a name looks like: Unicode's table of confusable characters (UTS #39), as the package unhomoglyph ships it. Two names
// with one skeleton look alike. A skeleton is for comparing, never for showing.
import confusables from "unhomoglyph/data.json" with { type: "json" };

const lookOf = new Map<string, string>(Object.entries(confusables));

/** UTS #39's skeleton of a text, case folded too, for names are told apart by more than case. */
export function skeleton(text: string): string {
  // Folding case makes characters that have a look of their own: M is not confusable, m looks like rn.
  return mapped(mapped(text).toLowerCase());
}

function mapped(text: string): string {
  let look = "";
  for (const character of text.normalize("NFD")) look += lookOf.get(character) ?? character;
  return look.normalize("NFD");
}
