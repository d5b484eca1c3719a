// How riddles say their statements. Every phrase means exactly its statement; the hidden chest speaks.
import type { KnownLandmark } from "../../map.ts";
import type { Statement } from "./statements.ts";

/** Draws numbers from 0 to `bound` - 1. */
export interface Draw {
  below(bound: number): number;
}

const DIRECTIONS = [
  "east",
  "south-east",
  "south",
  "south-west",
  "west",
  "north-west",
  "north",
  "north-east",
] as const;

const NUMBERS: Readonly<Record<number, string>> = {
  5: "five",
  10: "ten",
  15: "fifteen",
  20: "twenty",
  30: "thirty",
  40: "forty",
  50: "fifty",
  60: "sixty",
  70: "seventy",
  80: "eighty",
  90: "ninety",
  100: "a hundred",
};

/** Said when a riddle has a line to spare; it says nothing about the place. */
const LAST_LINES = [
  "More than that you must ask your detector.",
  "The rest is sand and patience.",
  "I have told nobody else; but then, I tell everybody.",
  "Bring a spade, and somebody to hold the lantern.",
  "Whoever buried me counted twice.",
  "The tide has kept quiet so far.",
] as const;

export function lastLine(draw: Draw): string {
  return LAST_LINES[draw.below(LAST_LINES.length)];
}

/** One or two lines for a statement. */
export function phrase(statement: Statement, draw: Draw): string[] {
  const choices = choicesFor(statement, draw);
  return choices[draw.below(choices.length)].map(capitalized);
}

function choicesFor(statement: Statement, draw: Draw): readonly (readonly string[])[] {
  switch (statement.kind) {
    case "near": {
      const from = called(statement.from, draw);
      if (statement.paces <= statement.within) {
        const most = numberWord(statement.paces + statement.within);
        return [
          [`I lie within ${most} paces of ${from}.`],
          [`${from} is no more than ${most} paces away from me.`],
        ];
      }
      const paces = numberWord(statement.paces);
      return [
        [`I lie about ${paces} paces from ${from}.`],
        [`about ${paces} paces part me from ${from}.`],
        [`count about ${paces} paces from ${from}; which way, I keep to myself.`],
      ];
    }
    case "bearing": {
      const from = called(statement.from, draw);
      const way = DIRECTIONS[statement.octant];
      const paces = numberWord(statement.paces);
      return [
        [`about ${paces} paces ${way} of ${from} they put me in the ground.`],
        [`go ${way} from ${from}, about ${paces} paces.`],
        [`start at ${from} and keep ${way}.`, `about ${paces} paces are enough.`],
      ];
    }
    case "side": {
      const from = called(statement.from, draw);
      const way = DIRECTIONS[statement.octant];
      return [
        [`I lie ${way} of ${from}.`],
        [`from ${from}, look for me to the ${way}.`],
        [`keep ${from} to the ${DIRECTIONS[(statement.octant + 4) & 7]} of you.`],
      ];
    }
    case "walk": {
      const from = statement.from.map((landmark, i) => (i === 0 ? called(landmark, draw) : named(landmark)));
      const toward = named(statement.toward);
      const paces = numberWord(statement.paces);
      const within = numberWord(statement.within);
      if (from.length === 2) {
        const [one, other] = from;
        const pair = kindPair(statement.from);
        return [
          [
            `midway between ${one} and ${other}, turn toward ${toward}.`,
            `${paces} paces on, dig within ${within}.`,
          ],
          pair === undefined
            ? [
                `find the middle between ${one} and ${other}.`,
                `then ${paces} paces toward ${toward}; I am within ${within}.`,
              ]
            : [
                `two ${pair}, ${one} and ${other}: where they are equally far and nearest,`,
                `walk ${paces} paces toward ${toward}; I am within ${within}.`,
              ],
        ];
      }
      return [
        [`stand at ${from[0]} and face ${toward}.`, `walk ${paces} paces, then dig within ${within}.`],
        [`from ${from[0]}, ${paces} paces toward ${toward}.`, `I lie within ${within} of where you stop.`],
        [
          `set out from ${from[0]} straight for ${toward}.`,
          `after ${paces} paces I am within ${within} of you.`,
        ],
      ];
    }
    case "between": {
      const one = called(statement.one, draw);
      const other = named(statement.other);
      return [
        [`${one} on the one hand, ${other} on the other: I lie between them.`],
        [`between ${one} and ${other} the earth is not as old as it looks.`],
      ];
    }
    case "closer": {
      const to = called(statement.to, draw);
      const than = named(statement.than);
      return [
        [`I am nearer to ${to} than to ${than}.`],
        [`it is a shorter walk to me from ${to} than from ${than}, for a gull.`],
      ];
    }
  }
}

/** What the first landmark of a statement is called: by its name, or by its hand-written phrase. */
function called(landmark: KnownLandmark, draw: Draw): string {
  return landmark.riddle !== undefined && draw.below(2) === 0 ? landmark.riddle : named(landmark);
}

function named({ name }: KnownLandmark): string {
  return /^\p{Ll}/u.test(name) ? `the ${name}` : name;
}

/** "bridges" if all are bridges, and so on; undefined if the kinds differ or have no plural that fits. */
function kindPair(landmarks: readonly KnownLandmark[]): string | undefined {
  const plurals: Partial<Record<string, string>> = {
    bridge: "bridges",
    tower: "towers",
    ruin: "ruins",
    cape: "capes",
    lake: "lakes",
  };
  return landmarks.every(({ kind }) => kind === landmarks[0].kind) ? plurals[landmarks[0].kind] : undefined;
}

function numberWord(paces: number): string {
  return NUMBERS[paces] ?? String(paces);
}

function capitalized(line: string): string {
  return line.charAt(0).toUpperCase() + line.slice(1);
}
