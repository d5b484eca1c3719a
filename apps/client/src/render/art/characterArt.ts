// Draws the characters: 32 looks (hat, coat, skin), each facing south, north and east in three steps, then digging, reading
// the detector and held by a mimic. West is east mirrored. Draws on a canvas only; knows no scene.
import { drawPixels, type Palette, shade } from "./pixels.ts";

export const LOOKS = 32;
export const FIGURE_WIDTH = 16;
export const FIGURE_HEIGHT = 20;
export const FACINGS = ["south", "north", "east"] as const;
export type Facing = (typeof FACINGS)[number];
export const STEPS = 3;
/** Pictures of a look after those of walking, each in two steps. */
export const POSES = ["dig", "read", "held"] as const;
export type DrawnPose = (typeof POSES)[number];
export const POSE_STEPS = 2;
/** Pictures of a look. */
const PICTURES = FACINGS.length * STEPS + POSES.length * POSE_STEPS;
/** Looks side by side in the sheet. */
const LOOKS_PER_ROW = 4;

export const SHEET_WIDTH = LOOKS_PER_ROW * PICTURES * FIGURE_WIDTH;
export const SHEET_HEIGHT = (LOOKS / LOOKS_PER_ROW) * FIGURE_HEIGHT;

// o outline, h hat, H hat's shadow, b band, n hair, s skin, S skin's shadow, e eye, c coat, C coat's shadow, g gold,
// p trousers, k boots.

const STRAW_HAT = [
  "................",
  ".....oooooo.....",
  "....ohhhhhho....",
  "....obbbbbbo....",
  ".oohhhhhhhhhhoo.",
  "..oHHHHHHHHHHo..",
];

const HATS: readonly Readonly<Record<Facing, readonly string[]>>[] = [
  {
    // three-cornered hat
    south: [
      "......oooo......",
      "....oohhhhoo....",
      "..oohhhhhhhhoo..",
      ".ohhhhbggbhhhho.",
      ".oHHHHHHHHHHHHo.",
      "..oooooooooooo..",
    ],
    north: [
      "......oooo......",
      "....oohhhhoo....",
      "..oohhhhhhhhoo..",
      ".ohhhhhhhhhhhho.",
      ".oHHHHHHHHHHHHo.",
      "..oooooooooooo..",
    ],
    east: [
      "................",
      "....ooooooo.....",
      "...ohhhhhhhoo...",
      "..ohhhhhhbghhoo.",
      "..oHHHHHHHHHHHHo",
      "...ooooooooooooo",
    ],
  },
  {
    // headscarf
    south: [
      "................",
      ".....oooooo.....",
      "....ohhhhhho....",
      "...ohhbhhbhho...",
      "...oHHHHHHHHo...",
      "...oHHHHHHHHo...",
    ],
    north: [
      "................",
      ".....oooooo.....",
      "....ohhhhhho....",
      "...ohhhhhhhho...",
      "...ohhhHHhhho...",
      "...oHHoHHoHHo...",
    ],
    east: [
      "................",
      ".....oooooo.....",
      "....ohhhhhho....",
      "...ohhhbhhhho...",
      "..oHHHHHHHHHo...",
      ".oHHoHHHHHHHo...",
    ],
  },
  {
    // hair
    south: [
      "................",
      ".....oooooo.....",
      "....onnnnnno....",
      "...onnnnnnnno...",
      "...onnnnnnnno...",
      "...onnsnnsnno...",
    ],
    north: [
      "................",
      ".....oooooo.....",
      "....onnnnnno....",
      "...onnnnnnnno...",
      "...onnnnnnnno...",
      "...onnnnnnnno...",
    ],
    east: [
      "................",
      ".....oooooo.....",
      "....onnnnnno....",
      "...onnnnnnnno...",
      "...onnnnnnnno...",
      "...onnnnnsnno...",
    ],
  },
  {
    // straw hat, the same from all sides
    south: STRAW_HAT,
    north: STRAW_HAT,
    east: STRAW_HAT,
  },
];

const FACES: Readonly<Record<Facing, readonly string[]>> = {
  south: ["...osessssesno..", "...osesssseso...", "...oSssssssSo...", "....oSSssSSo...."],
  north: ["...onnnnnnnno...", "...onnnnnnnno...", "...oSnnnnnnSo...", "....oSSSSSSo...."],
  east: ["...onnsssseso...", "...onssssseso...", "...oSssssssso...", "....oSSssSSo...."],
};

const BODIES: Readonly<Record<Facing, readonly string[]>> = {
  south: ["...ooccggccoo...", "..occccggcccco..", "..ocCccggccCco..", "..osCbbggbbCso..", "...oCCccccCCo..."],
  north: ["...ooccccccoo...", "..occccccccccO..", "..ocCccccccCco..", "..osCbbbbbbCso..", "...oCCccccCCo..."],
  east: ["....occcccgo....", "....occcccgco...", "....ocCCccgco...", "....obSsbbbgo...", "....oCcccccCo..."],
};

/** Legs from the front; from behind they look the same. */
const FRONT_LEGS = [
  ["...oppppppppo...", "...oppoooppo....", "...okko.okko....", "...ooo...ooo...."],
  ["...oppppppppo...", "...oppoookko....", "...okko.oooo....", "...ooo.........."],
  ["...oppppppppo...", "...okkoooppo....", "...oooo.okko....", ".........ooo...."],
];

const LEGS: Readonly<Record<Facing, readonly (readonly string[])[]>> = {
  south: FRONT_LEGS,
  north: FRONT_LEGS,
  east: [
    ["....oppppppo....", ".....oppppo.....", ".....okkkko.....", ".....ooooo......"],
    ["....oppppppo....", "...oppooppo.....", "..okkko.okko....", "..oooo..oooo...."],
    ["....oppppppo....", "....opoppo......", "....okkokko.....", "....oooooo......"],
  ],
};

const COATS = ["#c8403a", "#3b6fc4", "#3f9a52", "#8a4fb5", "#d98a2b", "#2f9a9e", "#b8447f", "#5b6478"];
const HAT_COLORS = ["#4a2f1d", "#a12a33", "#23395f", "#3d6b3a", "#c9a24a", "#572f66"];
const SKINS = ["#f3c9a0", "#d99a6c", "#a9683f", "#6f4327"];
const HAIRS = ["#2b1d17", "#7a4420", "#d8a84b", "#8a8a92", "#b3452b"];
const TROUSERS = ["#4c4038", "#2f3b57", "#6b5636", "#41503f"];

function paletteOf(look: number): Palette {
  const coat = COATS[look % COATS.length];
  const hat = HAT_COLORS[(look * 5 + (look >> 3)) % HAT_COLORS.length];
  const skin = SKINS[(look * 3 + (look >> 2)) % SKINS.length];
  return {
    o: "#1c1320",
    O: "#1c1320",
    h: hat,
    H: shade(hat, -0.3),
    b: shade(hat, 0.55),
    n: HAIRS[(look * 7 + (look >> 1)) % HAIRS.length],
    s: skin,
    S: shade(skin, -0.2),
    e: "#1c1320",
    c: coat,
    C: shade(coat, -0.28),
    g: "#f1c550",
    p: TROUSERS[(look >> 1) % TROUSERS.length],
    k: "#33231b",
  };
}

/** The top-left pixel of a walking picture in the sheet. */
export function frameAt(look: number, facing: Facing, step: number): Pixel {
  return pictureAt(look, FACINGS.indexOf(facing) * STEPS + step);
}

/** The top-left pixel of a pose's picture in the sheet. */
export function poseFrameAt(look: number, pose: DrawnPose, step: number): Pixel {
  return pictureAt(look, FACINGS.length * STEPS + POSES.indexOf(pose) * POSE_STEPS + step);
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}

function pictureAt(look: number, picture: number): Pixel {
  return {
    x: ((look % LOOKS_PER_ROW) * PICTURES + picture) * FIGURE_WIDTH,
    y: Math.floor(look / LOOKS_PER_ROW) * FIGURE_HEIGHT,
  };
}

/** How the parts of a pose's picture are moved: head and body east and down, in pixels. */
const SHIFTS: Readonly<Record<DrawnPose, readonly { head: readonly [number, number]; body: number }[]>> = {
  dig: [
    { head: [-1, 0], body: 0 },
    { head: [2, 3], body: 1 },
  ],
  read: [
    { head: [0, 1], body: 0 },
    { head: [0, 2], body: 0 },
  ],
  held: [
    { head: [-1, 1], body: 1 },
    { head: [1, 0], body: 0 },
  ],
};

/** Arms over the shoulders: forward with the detector, and up. */
const ARMS: Readonly<Record<DrawnPose, readonly string[]>> = {
  dig: [],
  read: ["", "", "...occs..scco...", "....oosssSoo...."],
  held: [".s............s.", ".oc..........co.", "..oc........co..", "..occ......cco.."],
};

/** Draws all looks on a canvas of SHEET_WIDTH by SHEET_HEIGHT pixels. */
export function drawCharacters(context: CanvasRenderingContext2D): void {
  for (let look = 0; look < LOOKS; look++) {
    const palette = paletteOf(look);
    const hat = HATS[(look + (look >> 2)) % HATS.length];
    for (const facing of FACINGS) {
      for (let step = 0; step < STEPS; step++) {
        const { x, y } = frameAt(look, facing, step);
        // The upper body moves down a pixel while a foot is raised.
        const nod = step === 0 ? 0 : 1;
        drawPixels(context, LEGS[facing][step], palette, x, y + 15);
        drawPixels(context, BODIES[facing], palette, x, y + 10 + nod);
        drawPixels(context, FACES[facing], palette, x, y + 6 + nod);
        drawPixels(context, hat[facing], palette, x, y + nod);
      }
    }
    for (const pose of POSES) {
      for (let step = 0; step < POSE_STEPS; step++) drawPose(context, look, pose, step, palette, hat);
    }
  }
}

function drawPose(
  context: CanvasRenderingContext2D,
  look: number,
  pose: DrawnPose,
  step: number,
  palette: Palette,
  hat: Readonly<Record<Facing, readonly string[]>>,
): void {
  const facing = pose === "dig" ? "east" : "south";
  const { x, y } = poseFrameAt(look, pose, step);
  const { head, body } = SHIFTS[pose][step];
  context.save();
  context.beginPath();
  context.rect(x, y, FIGURE_WIDTH, FIGURE_HEIGHT);
  context.clip();
  // A digger stands with feet apart.
  drawPixels(context, LEGS[facing][pose === "dig" ? 1 : 0], palette, x, y + 15);
  drawPixels(context, BODIES[facing], palette, x, y + 10 + body);
  drawPixels(context, FACES[facing], palette, x + head[0], y + 6 + head[1]);
  drawPixels(context, hat[facing], palette, x + head[0], y + head[1]);
  drawPixels(context, ARMS[pose], palette, x, y + (pose === "held" ? 7 : 10));
  context.restore();
}
