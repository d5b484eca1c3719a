// Searches what a server sent for places that nobody may know yet, in every encoding that a place could have, and for a
// hunt's secret. It knows what may lie on a place by chance: loot, and pieces of chart, which are tile ids.
import { CHUNK_TILES, TILE_SUB } from "@doubloon/shared/space";

export interface HiddenPlace {
  readonly tileX: number;
  readonly tileY: number;
}

export interface SearchedMap {
  readonly widthTiles: number;
}

/** The pairs of numbers, and the single ones, that each would give a place away. */
function encodingsOf({ tileX, tileY }: HiddenPlace, { widthTiles }: SearchedMap) {
  const sub = (tile: number, offset: number): number => tile * TILE_SUB + offset;
  const chunksWide = Math.ceil(widthTiles / CHUNK_TILES);
  const [column, row] = [Math.floor(tileX / CHUNK_TILES), Math.floor(tileY / CHUNK_TILES)];
  const offset = (tileY % CHUNK_TILES) * CHUNK_TILES + (tileX % CHUNK_TILES);
  const pairs: readonly (readonly [number, number])[] = [
    [tileX, tileY],
    [sub(tileX, 0), sub(tileY, 0)],
    [sub(tileX, TILE_SUB / 2), sub(tileY, TILE_SUB / 2)],
    [row * chunksWide + column, offset],
  ];
  return { pairs, singles: [tileY * widthTiles + tileX] };
}

/** Why a decoded message gives a place away; undefined if it does not. Keys in `exempt` are not looked into. */
export function placeInJson(
  value: unknown,
  place: HiddenPlace,
  map: SearchedMap,
  exempt: readonly string[] = [],
): string | undefined {
  const { pairs, singles } = encodingsOf(place, map);
  const look = (part: unknown): string | undefined => {
    if (typeof part === "string") return placeInText(part, place, map);
    if (typeof part === "number") return singles.includes(part) ? `the tile's index ${part}` : undefined;
    if (typeof part !== "object" || part === null) return undefined;
    const entries = Object.entries(part).filter(([key]) => !exempt.includes(key));
    const numbers = new Set(entries.map(([, one]) => one).filter((one) => typeof one === "number"));
    const pair = pairs.find(([a, b]) => a !== b && numbers.has(a) && numbers.has(b));
    if (pair !== undefined)
      return `the numbers ${pair.join(" and ")} in ${JSON.stringify(part).slice(0, 200)}`;
    for (const [, one] of entries) {
      const found = look(one);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return look(value);
}

/** Why a text gives a place away: two of its numbers, one soon after the other, on one line. */
export function placeInText(text: string, place: HiddenPlace, map: SearchedMap): string | undefined {
  for (const [a, b] of encodingsOf(place, map).pairs) {
    const [found] = new RegExp(`(?<![\\d.])${a}[^\\d\\n]{1,16}${b}(?![\\d.])`).exec(text) ?? [];
    if (found !== undefined) return `the text ${JSON.stringify(found)}`;
  }
  return undefined;
}

/** Why bytes give a place away: its numbers side by side, as 16 or 32 bits in either order of bytes. */
export function placeInBytes(bytes: Uint8Array, place: HiddenPlace, map: SearchedMap): string | undefined {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { pairs, singles } = encodingsOf(place, map);
  const patterns = [
    ...pairs.filter((pair) => pair.every((one) => one <= 0xffff)).flatMap((pair) => packed(pair, 2)),
    ...pairs.flatMap((pair) => packed(pair, 4)),
    ...singles.flatMap((one) => packed([one], 4)),
  ];
  const found = patterns.find((pattern) => all.includes(pattern));
  return found === undefined ? undefined : `the bytes ${found.toString("hex")}`;
}

/** Why something gives a secret of 32 bytes away. */
export function secretIn(sent: string | Uint8Array, secret: Buffer): string | undefined {
  const all = typeof sent === "string" ? Buffer.from(sent) : Buffer.from(sent);
  const texts = [
    secret.toString("hex"),
    secret.toString("base64url").slice(0, 42),
    secret.toString("base64"),
  ];
  const lower = Buffer.from(all.toString("latin1").toLowerCase(), "latin1");
  if (lower.includes(texts[0])) return "the secret in hex";
  if (texts.slice(1).some((text) => all.includes(text))) return "the secret in base64";
  return all.includes(secret) ? "the secret in bytes" : undefined;
}

function packed(numbers: readonly number[], size: 2 | 4): Buffer[] {
  const [little, big] = [Buffer.alloc(numbers.length * size), Buffer.alloc(numbers.length * size)];
  for (const [i, number] of numbers.entries()) {
    little.writeUIntLE(number, i * size, size);
    big.writeUIntBE(number, i * size, size);
  }
  return [little, big];
}
