// Pieces of chart and the messages that carry them.
import type { ClueFact } from "@doubloon/engine/facts";
import type { MoverId } from "@doubloon/shared/ids";
import {
  encodeMapChunk,
  FLIP_DIAGONAL,
  FLIP_HORIZONTAL,
  FLIP_VERTICAL,
} from "@doubloon/shared/wire/mapChunk";
import { describe, expect, it } from "vitest";
import { ClueMessages } from "./clueMessages.ts";
import { cutPiece, PIECE_TILES } from "./pieces.ts";

/** Two layers: the lower numbers the tiles of a map of 48x48, the upper one is empty but for one tile. */
const chunkOf = (column: number, row: number): Uint8Array | undefined => {
  if (column > 2 || row > 2) return undefined;
  const tiles = Array.from(
    { length: 256 },
    (_, i) => 1 + (row * 16 + Math.floor(i / 16)) * 48 + column * 16 + (i % 16),
  );
  const upper = tiles.map((tile) => (tile === 1 + 20 * 48 + 20 ? 9_000 : 0));
  return encodeMapChunk({
    blocked: new Uint8Array(256),
    layers: [tiles, upper].map((layer) => Uint32Array.from(layer)),
  });
};
const at = (x: number, y: number): number => y * PIECE_TILES + x;

describe("a piece of chart", () => {
  it("is cut across chunks, without layers that show nothing", () => {
    const layers = cutPiece(chunkOf, 10, 12, 0);
    expect(layers).toHaveLength(2);
    expect(layers[0][at(0, 0)]).toBe(1 + 12 * 48 + 10);
    expect(layers[0][at(11, 11)]).toBe(1 + 23 * 48 + 21);
    expect(layers[1][at(10, 8)]).toBe(9_000);
    expect(cutPiece(chunkOf, 0, 0, 0)).toHaveLength(1);
  });

  it("has nothing outside the map", () => {
    const [layer] = cutPiece(chunkOf, 42, -3, 0);
    expect(layer[at(0, 2)]).toBe(0);
    expect(layer[at(0, 3)]).toBe(1 + 42);
    expect(layer[at(6, 3)]).toBe(0);
  });

  it("is turned clockwise by quarter turns, its tiles with it; four turns change nothing", () => {
    const straight = cutPiece(chunkOf, 10, 12, 0);
    const [once] = cutPiece(chunkOf, 10, 12, 1);
    // The north-west tile comes to the north-east; a tile turned right is flipped diagonally and horizontally.
    expect(once[at(11, 0)]).toBe((straight[0][at(0, 0)] | FLIP_DIAGONAL | FLIP_HORIZONTAL) >>> 0);
    const [twice] = cutPiece(chunkOf, 10, 12, 2);
    expect(twice[at(11, 11)]).toBe((straight[0][at(0, 0)] | FLIP_HORIZONTAL | FLIP_VERTICAL) >>> 0);
    expect(cutPiece(chunkOf, 10, 12, 4)).toEqual(straight);
  });
});

describe("a clue's message", () => {
  const fact = { type: "clue", mover: 1 as MoverId, hunt: 2, cache: 3, thread: 9, wave: 1 } as const;
  const piece: ClueFact = { ...fact, kind: "piece", pieceX: 10, pieceY: 12, turns: 1 };
  const riddle: ClueFact = { ...fact, kind: "riddle", tileX: 15, tileY: 17 };

  it("is made once for all threads of a cache, and again after its hunt is forgotten", () => {
    let made = 0;
    const clues = new ClueMessages({
      chunkOf,
      riddleOf: () => [`riddle ${++made}`],
      isTurned: () => true,
      onProblem: () => {},
    });
    expect(clues.messageOf(riddle)).toEqual({
      hunt: 2,
      wave: 1,
      thread: 9,
      kind: "riddle",
      lines: ["riddle 1"],
    });
    expect(clues.messageOf({ ...riddle, thread: 10 })).toMatchObject({ thread: 10, lines: ["riddle 1"] });
    expect(clues.bytes).toBeGreaterThan(0);
    clues.forget(2);
    expect(clues.messageOf(riddle)).toMatchObject({ lines: ["riddle 2"] });
    expect(clues.messageOf(piece)).toMatchObject({ kind: "piece", turned: true, layers: { length: 2 } });
  });

  it("that cannot be made is left out and reported, without its place", () => {
    const problems: string[] = [];
    const clues = new ClueMessages({
      chunkOf: () => Uint8Array.from([1, 2, 3]),
      riddleOf: (tileX, tileY) => {
        throw new RangeError(`no riddle at ${tileX}, ${tileY}`);
      },
      isTurned: () => false,
      onProblem: (line) => problems.push(line),
    });
    expect(clues.messageOf(riddle)).toBeUndefined();
    expect(clues.messageOf(piece)).toBeUndefined();
    expect(problems).toEqual([
      "a riddle of hunt 2 could not be made: RangeError",
      "a piece of hunt 2 could not be made: WireError",
    ]);
  });
});
