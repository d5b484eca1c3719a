// Draws the speech bubbles with the eight emotes, in the order of their poses: hello, laugh, hooray, surprise, sad, thumbs
// up, love, thinking. Draws on a canvas only.
import { drawPixels } from "./pixels.ts";

export const BUBBLE_WIDTH = 21;
export const BUBBLE_HEIGHT = 20;

// o outline, p paper, y yellow, Y yellow's shadow, k dark, w white, b blue, r red, R red's shadow, g green, s skin,
// S skin's shadow, m mouth.
const PALETTE = {
  o: "#1c1320",
  p: "#fffaf0",
  q: "#d9cfc0",
  y: "#ffd23f",
  Y: "#d99a1c",
  k: "#2a1a10",
  w: "#ffffff",
  b: "#4db5f0",
  r: "#e8423f",
  R: "#a92330",
  g: "#48b868",
  s: "#f3c9a0",
  S: "#c98f5f",
  m: "#8a2a2a",
};

const BUBBLE = [
  "...ooooooooooooooo...",
  ".oopppppppppppppppoo.",
  ".opppppppppppppppppo.",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  "opppppppppppppppppppo",
  ".opppppppppppppppppo.",
  ".ooqqqqqqqqqqqqqqqoo.",
  "...ooooooqppqoooooo..",
  "........oqppo........",
  ".........oqpo........",
  "..........oo.........",
];

/** 11 pixels wide and high. */
const EMOTES: readonly (readonly string[])[] = [
  [
    // an open hand
    "....oo.oo..",
    "..oosooso..",
    ".oososoSsoo",
    ".ososososSo",
    "oosssssssSo",
    "ossossssSSo",
    "osssssssSSo",
    ".osssssSSo.",
    "..ossssSSo.",
    "...osssSo..",
    "....oooo...",
  ],
  [
    // laughing, eyes closed
    "...ooooo...",
    ".ooyyyyyoo.",
    ".oyyyyyyyo.",
    "oykyyyyykyo",
    "okykyyykyko",
    "oyyyyyyyyyo",
    "oykkkkkkkyo",
    "oymwwwwwmYo",
    ".oymmmmmYo.",
    ".ooYYYYYoo.",
    "...ooooo...",
  ],
  [
    // a popper with confetti
    "..b....r...",
    "r...y....g.",
    "..g...b....",
    "....oo...r.",
    "y..oryo....",
    "..oryryo.b.",
    ".oyryryo...",
    ".oryryo..y.",
    "oyryro.g...",
    "oryoo......",
    ".oo.....r..",
  ],
  [
    // wide eyes, open mouth
    "...ooooo...",
    ".ooyyyyyoo.",
    ".oywyyywyo.",
    "oywkwywkwyo",
    "oyywyyywyyo",
    "oyyyyyyyyyo",
    "oyyykkkyyyo",
    "oyyymmmyyYo",
    ".oyymmmyYo.",
    ".ooYkkkYoo.",
    "...ooooo...",
  ],
  [
    // a tear
    "...ooooo...",
    ".ooyyyyyoo.",
    ".oyyyyyyyo.",
    "oykkyyykkyo",
    "oyykyyykyyo",
    "oyybyyyyyyo",
    "oyybbkkyyyo",
    "oybbkyykyYo",
    ".obbyyyyYo.",
    ".ooYYYYYoo.",
    "...ooooo...",
  ],
  [
    // thumb up
    ".....oo....",
    "....osso...",
    "....osSo...",
    "...ossSo...",
    "oooossoooo.",
    "ogosssssSo.",
    "ogosssooSo.",
    "ogosssssSo.",
    "ogossoooSo.",
    "ogooSSSSSo.",
    "ooo.ooooo..",
  ],
  [
    // a heart
    "...........",
    ".ooo...ooo.",
    "orrroorrrRo",
    "orwrrrrrrRo",
    "orwrrrrrrRo",
    "orrrrrrrrRo",
    ".orrrrrrRo.",
    "..orrrrRo..",
    "...orrRo...",
    "....oRo....",
    ".....o.....",
  ],
  [
    // a question mark
    "...........",
    "...ooooo...",
    "..obbbbbo..",
    "..obooobbo.",
    "...o..obbo.",
    ".....obbo..",
    "....obbo...",
    "....obbo...",
    "....oooo...",
    "....obbo...",
    "....oooo...",
  ],
];

export function drawBubble(context: CanvasRenderingContext2D, emote: number, x: number, y: number): void {
  drawPixels(context, BUBBLE, PALETTE, x, y);
  drawPixels(context, EMOTES[emote], PALETTE, x + 5, y + 2);
}
