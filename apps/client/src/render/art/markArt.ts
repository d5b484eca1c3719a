// Draws the marks that digging leaves on a tile: hole, struck cache, opened chest, mimic, the place of a great find. Draws on a
// canvas only.
import { Mark } from "@doubloon/shared/hunt/marks";
import { drawPixels } from "./pixels.ts";

export const MARK_WIDTH = 18;
export const MARK_HEIGHT = 16;

// o outline, s sand, S sand's shadow, d hole, D deep hole, w wood, W wood's shadow, g gold, G gold's shadow, l light,
// r red, R red's shadow, m stone, M stone's shadow, t teeth, y eyes.
const PALETTE = {
  o: "#1c1320",
  s: "#dcbc78",
  S: "#a9803f",
  d: "#53381f",
  D: "#2a1a0f",
  w: "#a9713a",
  W: "#6f431e",
  g: "#f6c443",
  G: "#b57d14",
  l: "#fff3c4",
  r: "#d8342c",
  R: "#8f1f1c",
  m: "#b9b6bd",
  M: "#7d7986",
  t: "#fff7e0",
  y: "#ffe14d",
};

const HOLE = [
  "..................",
  "..................",
  "..................",
  "..................",
  "..................",
  "..................",
  "......SSSSSS......",
  "...SSSsssssSSS....",
  "..SssddddddddsSS..",
  ".SssdDDDDDDDDddsS.",
  ".SsdDDDDDDDDDDdsS.",
  ".SssdDDDDDDDDddsS.",
  "..SssddddddddssS..",
  "...SSsssssssssS...",
  ".....SSSSSSSS.....",
  "..................",
];

const STRUCK = [
  "..................",
  "..................",
  "..................",
  "......oooooo......",
  "....oowwlwwwoo....",
  "...owwwwggwwwWo...",
  "..SowWwwggwwWWoS..",
  ".SsowwwwwwwwWWosS.",
  ".SsoggggggggGGosS.",
  "SssdoWwwwwwWWodssS",
  "SsddDDDDDDDDDDddsS",
  "SssddDDDDDDDDddssS",
  ".SsssddddddddsssS.",
  "..SSSssssssssSSS..",
  "....SSSSSSSSSS....",
  "..................",
];

const OPENED = [
  "...oooooooooooo...",
  "..owwlwwwwwwwwWo..",
  "..owwwwggggwwWWo..",
  "..oWWWWWWWWWWWWo..",
  "..oDDDDDDDDDDDDo..",
  "..oDDllDDDDgDDDo..",
  "..olgglgDlggGgDo..",
  ".ooggGggggggGggoo.",
  ".oggggggggggggggo.",
  "ooooooooggoooooooo",
  "owwwlwwoggowwwwwWo",
  "owwwwwwwoowwwwwWWo",
  "oWwwwwwwwwwwwwWWWo",
  "oGGGGGGGGGGGGGGGGo",
  "oWWWWWWWWWWWWWWWWo",
  "oooooooooooooooooo",
];

const MIMIC = [
  "...oooooooooooo...",
  "..owwlwwwwwwwwWo..",
  "..owyyowwwwoyyWo..",
  "..oWyoowwwwooyWo..",
  "..ottottottottoo..",
  "..oDtDDtDDtDDtDo..",
  "..oDDDDDDDDDDDDo..",
  ".ooDDrrrrrrrRDDoo.",
  ".oDDrrrrrrrrrRDDo.",
  "oottorrrrrrrRottoo",
  "owotworrrrrRowtoWo",
  "owwwwworrrRowwwwWo",
  "owwwwwwoooowwwwWWo",
  "oWwwwwwwwwwwwwWWWo",
  "oWWWWWWWWWWWWWWWWo",
  "oooooooooooooooooo",
];

const GREAT = [
  "......orrrro......",
  "......orrrrrro....",
  "......orrggrrRRo..",
  "......orrggrRRRo..",
  "......orrrrRRoo...",
  "......oRRRoo......",
  "......oWo.........",
  "......oWo.........",
  ".....ooWooo.......",
  "....ommWmmMoo.....",
  "...ommmmmmmMMo....",
  "..oommMMmmmmMMoo..",
  ".ommmMMommmMMmMMo.",
  "ommmmmoommmmoMMMMo",
  "omMMMMooMMMMooMMMo",
  ".oooooooooooooooo.",
];

const PICTURES: Readonly<Record<number, readonly string[]>> = {
  [Mark.hole]: HOLE,
  [Mark.struck]: STRUCK,
  [Mark.opened]: OPENED,
  [Mark.great]: GREAT,
  [Mark.mimic]: MIMIC,
};

/** The marks that have a picture; a glint is only sparkles. */
export const PICTURED_MARKS: readonly number[] = Object.keys(PICTURES).map(Number);

export function drawMark(context: CanvasRenderingContext2D, mark: number, x: number, y: number): void {
  const rows = PICTURES[mark];
  if (rows !== undefined) drawPixels(context, rows, PALETTE, x, y);
}
