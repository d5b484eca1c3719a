// Rocks on land and in the sea, and the floor, walls and pillars of ruins.
import { chance2, hash2 } from "../noise.ts";
import { Canvas, TILE_ART } from "./canvas.ts";
import { palette as p } from "./palette.ts";
import { shadow } from "./plants.ts";

/** Stone colours for `Canvas.stamp`. */
export const STONE = {
  "#": p.stoneInk,
  d: p.stoneDark,
  s: p.stone,
  l: p.stoneLight,
  b: p.stoneBright,
  g: p.moss,
  f: p.foam,
} as const;

/** Rocks on land, which block. */
export function drawRock(variant: number): Canvas {
  const canvas = new Canvas();
  shadow(canvas, 8, 12, 7, 3);
  const shapes = [
    [
      "....####....",
      "..##bbll#...",
      ".#bbllllss#.",
      ".#bllllsssd#",
      "#lllllssssd#",
      "#llslsssddd#",
      "#sssssdsddd#",
      ".##ddddddd#.",
      "...#######..",
    ],
    [
      ".....###....",
      "...##bbl#...",
      "..#bblls#...",
      "..#bllss##..",
      ".#llllssdl#.",
      "#blllsssdls#",
      "#llsssddlsd#",
      "#sssddd#sdd#",
      ".##########.",
    ],
    [
      "............",
      "..###..####.",
      ".#bll##bbl#.",
      "#bllsdbllsd#",
      "#lssddlllsd#",
      "#ssdd#lssdd#",
      ".###.#ssddd#",
      "......####..",
      "............",
    ],
  ];
  canvas.stamp(2, 4, shapes[variant], STONE);
  if (variant === 0) canvas.stamp(5, 5, ["gg..", ".gg."], STONE);
  return canvas;
}

/** A rock in shallow water with foam at its base, which blocks. */
export function drawSeaRock(variant: number): Canvas {
  const canvas = new Canvas();
  canvas.stamp(
    2,
    3,
    variant === 0
      ? [
          "....####....",
          "..##bll##...",
          ".#bbllss#...",
          ".#bllsssd#..",
          "#bllsssdd##.",
          "#llssssddsd#",
          "#lssssddddd#",
          "#ssdddddddd#",
          ".ffddfdddff.",
          "...fffffff..",
        ]
      : [
          "............",
          "............",
          "...####.....",
          "..#bbls##...",
          ".#bllsssd#..",
          ".#llssddd##.",
          "#lsssddddsd#",
          "ffssdfddddff",
          ".fffffddfff.",
          "....ffff....",
        ],
    STONE,
  );
  return canvas;
}

/** Ruin floor: slabs with joints. Worn slabs are transparent in places. */
export function drawSlabs(variant: number, worn: boolean): Canvas {
  const canvas = new Canvas();
  canvas.fill(p.stone);
  for (const [i, [x, y]] of (
    [
      [0, 0],
      [8, 0],
      [0, 8],
      [8, 8],
    ] as const
  ).entries()) {
    const tone = hash2(i, variant, 12) % 3;
    canvas.rect(x, y, 8, 8, tone === 0 ? p.stoneLight : p.stone);
    canvas.rect(x, y, 7, 1, p.stoneBright);
    canvas.rect(x, y + 1, 1, 6, p.stoneLight);
    canvas.rect(x + 7, y, 1, 8, p.stoneDark);
    canvas.rect(x, y + 7, 8, 1, p.stoneDark);
    if (hash2(i, variant, 13) % 4 === 0) canvas.stamp(x + 2, y + 2, ["d...", ".d..", ".dd.", "...d"], STONE);
    if (hash2(i, variant, 14) % 4 === 0) canvas.stamp(x + 1, y + 4, ["gg.", "ggg"], STONE);
    if (worn && hash2(i, variant, 15) % 2 === 0) canvas.rect(x, y, 8, 8, 0);
  }
  if (worn) {
    for (let i = 0; i < TILE_ART * TILE_ART; i++) if (chance2(i, variant, 16) < 0.16) canvas.pixels[i] = 0;
  }
  return canvas;
}

/** A wall tile: its top, and its front if there is no wall to the south. */
export function drawWall(front: boolean, variant: number): Canvas {
  const canvas = new Canvas();
  const topRows = front ? 7 : TILE_ART;
  canvas.rect(0, 0, TILE_ART, topRows, p.stoneLight);
  for (let y = 0; y < topRows; y += 4) {
    for (let x = 0; x < TILE_ART; x += 8) {
      const left = x + (y % 8 === 0 ? 0 : 4);
      canvas.rect(left, y, 7, 1, p.stoneBright);
      canvas.rect((left + 7) % TILE_ART, y, 1, 4, p.stone);
    }
    canvas.rect(0, y + 3, TILE_ART, y + 3 < topRows ? 1 : 0, p.stone);
  }
  if (front) {
    canvas.rect(0, 7, TILE_ART, 9, p.stoneDark);
    for (const [row, y] of [7, 10, 13].entries()) {
      for (let x = 0; x < TILE_ART; x += 8) {
        const left = (x + row * 4) % TILE_ART;
        for (let i = 0; i < 7; i++) canvas.set((left + i) % TILE_ART, y, p.stone);
        canvas.rect((left + 7) % TILE_ART, y, 1, 3, p.stoneInk);
      }
      canvas.rect(0, y + 2, TILE_ART, 1, p.stoneInk);
    }
    canvas.rect(0, 6, TILE_ART, 1, p.stone);
  }
  if (variant === 1) canvas.stamp(2, front ? 5 : 9, ["ggg.gg", ".gggg.", "..gg..", "..g..."], STONE);
  if (variant === 2) canvas.stamp(8, 2, ["d..", "dd.", ".dd", "..d"], STONE);
  return canvas;
}

/** A pillar of two tiles: the foot blocks, the head is drawn over the players. */
export function drawPillar(): Canvas {
  const canvas = new Canvas(TILE_ART, 2 * TILE_ART);
  shadow(canvas, 9, 28, 7, 3);
  canvas.stamp(2, 3, [".##########.", "#bbbbblllss#", "#llllllsssd#", ".##########."], STONE);
  for (let y = 7; y < 26; y++)
    canvas.stamp(4, y, [y % 6 === 0 ? "#ssdsdd#" : "#blsllsd#".replace("ll", "l")], STONE);
  canvas.stamp(2, 26, [".##########.", "#bblllllsss#", "#lllsssssdd#", ".##########."], STONE);
  return canvas;
}

/** A broken pillar, which blocks. */
export function drawStump(): Canvas {
  const canvas = new Canvas();
  shadow(canvas, 9, 12, 7, 3);
  canvas.stamp(
    2,
    2,
    [
      "...#..###...",
      "..#b##bl#...",
      "..#blslsd#..",
      "..#bls.sd#..".replace(".", "l"),
      "..#blslsd#..",
      "..#blslsd#..",
      "..#blslsd#..",
      ".##########.",
      "#bblllllsss#",
      "#lllsssssdd#",
      ".##########.",
    ],
    STONE,
  );
  return canvas;
}

/** Rubble on the floor of a ruin, which does not block. */
export function drawRubble(variant: number): Canvas {
  const canvas = new Canvas();
  for (let i = 0; i < 5; i++) {
    const x = 1 + (hash2(i, variant, 90) % 11);
    const y = 2 + (hash2(i, variant, 91) % 11);
    canvas.stamp(x, y, i % 2 === 0 ? [".##.", "#bl#", "#sd#", ".##."] : ["###", "#l#", "###"], STONE);
  }
  return canvas;
}
