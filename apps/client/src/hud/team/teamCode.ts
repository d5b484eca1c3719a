// Codes of teams as they are typed and linked. Pure.

/** Characters of a code; the server refuses others. */
const MAX_CODE_CHARS = 12;
const MIN_CODE_CHARS = 4;

/** A typed or linked code as the server knows it; undefined if it cannot be one. */
export function teamCodeOf(text: string): string | undefined {
  const code = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return code.length >= MIN_CODE_CHARS && code.length <= MAX_CODE_CHARS ? code : undefined;
}

/** The code in a page's address. */
export function linkedCode(address: string): string | undefined {
  const linked = new URL(address).searchParams.get("team");
  return linked === null ? undefined : teamCodeOf(linked);
}

/** The link by which others join the team, made from the page's address. */
export function teamLink(address: string, code: string): string {
  const url = new URL(address);
  url.search = `?team=${code}`;
  url.hash = "";
  return url.href;
}
