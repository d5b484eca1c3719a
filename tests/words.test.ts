// Keeps retired names out: words that once stood for a term of docs/glossary.md, each with the term to use instead.
import { describe, expect, it } from "vitest";
import { filesUnder, readText } from "./sources.ts";

const retired: readonly (readonly [word: RegExp, term: string])[] = [
  [/\b(greeter|makeGreeter)\b/i, "handshake"],
  [/\b(hangDoor|growEars|DoorPace|DoorLimits|\bears)\b/i, "connection gate, listeners, pacer"],
  [/\b(roster)\b/i, "player index"],
  [/\b(summons|signs? of life)\b/i, "world-up announcement, keepalive"],
  [/\b(reigns?|reigned)\b/i, "leadership term"],
  [/\b(fact ?tellers?)\b/i, "fact dispatcher"],
  [/\b(silent ?gateway)\b/i, "null gateway"],
  [/\b(room ?lanes?)\b/i, "subscribers"],
  [/\b(world ?hub|gateway ?peer|outlets?)\b/i, "endpoint, sender"],
  [/\b(come ?ashore|comes ashore)\b/i, "spawn"],
  [/\b(laden)\b/i, "piggybacked"],
  [/\b(MOST|LEAST|LONGEST)_[A-Z]/, "MAX_, MIN_"],
  [/\b(pilgrims?|squads?)\b/i, "hotspot walker, worker"],
];

const files = ["packages", "apps", "tools", "e2e", "docs"]
  .flatMap(filesUnder)
  .filter((path) => /\.(tsx?|md|css|html)$/.test(path));

describe("no retired word is left", () => {
  const texts = files.map((path) => ({ path, lines: readText(path).split("\n") }));

  it.each(retired)("%s, now: %s", (word) => {
    const found = texts.flatMap(({ path, lines }) =>
      lines.flatMap((line, at) => (word.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
