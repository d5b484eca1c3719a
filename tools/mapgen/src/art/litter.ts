// Small objects on beach, meadow, forest and in shallow water. None of them blocks.
import { Canvas } from "./canvas.ts";
import { palette as p } from "./palette.ts";
import { shadow } from "./plants.ts";
import { STONE } from "./stones.ts";

export const litterNames = ["shell", "star", "reeds", "lily", "mushroom", "pebbles", "log"] as const;

/** Draws an object by name. */
export function drawLitter(name: (typeof litterNames)[number]): Canvas {
  const canvas = new Canvas();
  const ink = {
    ...STONE,
    p: p.pink,
    w: p.white,
    r: p.red,
    o: p.autumnLight,
    O: p.autumn,
    G: p.oak,
    D: p.oakDark,
    B: p.oakBright,
    m: p.wood,
    L: p.woodLight,
    i: p.woodInk,
    S: p.sandWet,
  } as const;
  if (name === "shell") canvas.stamp(5, 6, [".www.", "wpwpw", "wpwpw", ".wpw.", "..S.."], ink);
  if (name === "star")
    canvas.stamp(4, 5, ["...o...", "...o...", "ooooooo", ".oOOOo.", "..ooo..", ".oo.oo.", ".o...o."], ink);
  if (name === "reeds")
    canvas.stamp(
      2,
      3,
      [
        "..m....m..",
        "..m.G..m..",
        ".Gm.G..G..",
        ".GG.GG.GG.",
        "..G.GG.G..",
        "..GGG.GG..",
        "..DGGDGD..",
        "..ffffff..",
      ],
      ink,
    );
  if (name === "lily")
    canvas.stamp(
      2,
      4,
      [
        "..GGG.......",
        ".GBBGG.GGG..",
        "GBBG..GBGGG.",
        "GGGGGGGBGpwG",
        ".GGGD.GGwpGD",
        "..DD...GGGD.",
        ".........D..",
      ],
      ink,
    );
  if (name === "mushroom")
    canvas.stamp(4, 6, [".rrr....", "rwrrr...", "rrrwr.rr", ".www.rwr", ".ww...w.", "......w."], ink);
  if (name === "pebbles")
    canvas.stamp(
      3,
      5,
      ["##......", "bl#...##", "sd#..#bl", ".......#", "..##....", ".#bl#...", ".#sd#..."],
      STONE,
    );
  if (name === "log") {
    shadow(canvas, 8, 12, 7, 2);
    canvas.stamp(
      1,
      6,
      [".iiiiiiiiiiii.", "iLLiLLLLLLLmmi", "iLmiLmmmmLmmmi", "iLmimmmmmmmmmi", ".iiiiiiiiiiii."],
      ink,
    );
  }
  return canvas;
}
