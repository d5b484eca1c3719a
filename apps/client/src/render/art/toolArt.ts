// Draws what figures hold and wear, and what digging throws up: spade, detector, mimic, crown, gear, grain, mound. Draws on
// a canvas only.
import { drawPixels } from "./pixels.ts";

interface Picture {
  readonly rows: readonly string[];
}

// o outline, w wood, W wood's shadow, m metal, M metal's shadow, l light, g gold, G gold's shadow, r red, s sand,
// S sand's shadow, d hole, t teeth.
const PALETTE = {
  o: "#1c1320",
  w: "#a9713a",
  W: "#7a4a22",
  m: "#c3ccd6",
  M: "#8792a3",
  l: "#ffffff",
  g: "#f6c443",
  G: "#b57d14",
  r: "#ff7a59",
  R: "#c8442c",
  s: "#e2c27e",
  S: "#b58d4c",
  d: "#3a2616",
  t: "#fff7e0",
  v: "#7be3a8",
  V: "#2f8a5c",
};

export const TOOLS = {
  spade0: {
    rows: [
      ".......ooo....",
      "......owWo....",
      ".......owo....",
      "......owo.....",
      "......owo.....",
      ".....owo......",
      ".....owo......",
      "....ooo.......",
      "..oommo.......",
      ".ommmMo.......",
      ".omlmMo.......",
      ".ommMo........",
      "..ooo.........",
    ],
  },
  spade1: {
    rows: [
      "..ooo.........",
      "..owWo........",
      "...owo........",
      "....owo.......",
      "....owo.......",
      ".....owo......",
      "......owo.....",
      ".......ooo....",
      ".......ommoo..",
      ".......omlmmo.",
      "........ommmMo",
      ".........omMo.",
      "..........oo..",
    ],
  },
  detector0: {
    rows: [
      "......oo......",
      ".....ovvo.....",
      ".....oVVo.....",
      "......ww......",
      "......wW......",
      "......wW......",
      "......wW......",
      "....oowWoo....",
      "..oommmmMMoo..",
      ".ommoooooMMo..",
      ".oMMooooMMMo..",
      "..ooMMMMooo...",
      "....oooo......",
    ],
  },
  detector1: {
    rows: [
      "......oo......",
      ".....ollo.....",
      ".....ovvo.....",
      "......ww......",
      "......wW......",
      "......wW......",
      "......wW......",
      "....oowWoo....",
      "..oolllmMMoo..",
      ".omloooooMMo..",
      ".oMMooooMMMo..",
      "..ooMMMMooo...",
      "....oooo......",
    ],
  },
  mimic0: {
    rows: [
      "................",
      "..oooooooooooo..",
      ".owwlwwwwwwlwWo.",
      "owrwwwwggwwwwrWo",
      "oWwwwwwggwwwwWWo",
      "otottotottotototo".slice(0, 16),
      "oddrrrrrrrrrrddo",
      "otottotottototo.".slice(0, 15).concat("o"),
      "oWwwwwwwwwwwwwWo",
      "oWWwwwwwwwwwwWWo",
      ".oooooooooooooo.",
    ],
  },
  mimic1: {
    rows: [
      "..oooooooooooo..",
      ".owwlwwwwwwlwWo.",
      "owrwwwwggwwwwrWo",
      "oWwwwwwggwwwwWWo",
      "otottotottotot.o",
      "oddddddddddddddo",
      "oddrrrrrrrrrrddo",
      "otottotottototto",
      "oWwwwwwwwwwwwwWo",
      "oWWwwwwwwwwwwWWo",
      ".oooooooooooooo.",
    ],
  },
  crown: {
    rows: [
      ".o....o....o.",
      "ogo..ogo..ogo",
      "oggoogggooggo",
      "oglggggggGgGo",
      "ogggrggrggGGo",
      "oGGGGGGGGGGGo",
      ".ooooooooooo.",
    ],
  },
  gear: {
    rows: [
      "...ooo...",
      ".oomMmoo.",
      ".omMMMmo.",
      "omMoooMmo",
      "oMMo.oMMo",
      "omMoooMmo",
      ".omMMMmo.",
      ".oomMmoo.",
      "...ooo...",
    ],
  },
  post: {
    rows: [
      "...oooo..",
      "...orrrro",
      "...orrRRo",
      "...orRoo.",
      "..oowo...",
      "..owWo...",
      "..owWo...",
      "..owWo...",
      "..owWo...",
      ".oowWoo..",
      "..oooo...",
    ],
  },
  grain: { rows: ["ll", "ll"] },
  mound: {
    rows: [
      "......ooo.......",
      "...oossssoo.....",
      "..osslsssssoo...",
      ".osssssSssSSSo..",
      "oSSSSSSSSSSSSSo.",
    ],
  },
} as const satisfies Record<string, Picture>;

export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as readonly ToolName[];
/** Side of a cell in the row of tools. */
export const TOOL_CELL = 18;

export function toolSize(name: ToolName): { readonly width: number; readonly height: number } {
  const { rows } = TOOLS[name];
  return { width: Math.max(...rows.map((row) => row.length)), height: rows.length };
}

export function drawTool(context: CanvasRenderingContext2D, name: ToolName, x: number, y: number): void {
  drawPixels(context, TOOLS[name].rows, name === "grain" ? { l: "#ffffff" } : PALETTE, x, y);
}
