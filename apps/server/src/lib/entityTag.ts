// Entity tags of HTTP: a client that names the tag of what it has is told that nothing has changed (RFC 9110, 13.1.2).
import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** A JSON text and its tag. */
export interface TaggedJson {
  readonly text: string;
  readonly tag: string;
}

/** The tag of some bytes or text: 96 bits of its SHA-256. */
export function tagOf(content: string | Uint8Array): string {
  return `"${createHash("sha256").update(content).digest("base64url").slice(0, 16)}"`;
}

/** Whether the client has what this tag stands for: then 304 is the answer. */
export function isKnown({ headers }: { readonly headers: IncomingHttpHeaders }, tag: string): boolean {
  const named = headers["if-none-match"];
  if (named === undefined) return false;
  return named.split(",").some((one) => one.trim() === "*" || opaqueOf(one) === opaqueOf(tag));
}

/** A value as JSON with its tag. */
export function tagged<Value>(value: Value): TaggedJson {
  const text = JSON.stringify(value);
  return { text, tag: tagOf(text) };
}

/** A tag without the mark of a weak one: whether content may be kept is compared weakly. */
function opaqueOf(tag: string): string {
  return tag.trim().replace(/^W\//, "");
}
