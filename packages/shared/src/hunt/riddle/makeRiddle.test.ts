import fc from "fast-check";
import { expect, it } from "vitest";
import { type KnownLandmark, landmarkKinds } from "../../map.ts";
import { MIN_RIDDLE_TILES, makeRiddle, type RiddleQuestion, roundedPaces } from "./makeRiddle.ts";
import { holds, octantOf, type Statement } from "./statements.ts";

const zone = { x: 100, y: 100, width: 160, height: 160 };

/** Names that the test can find again in a line. */
const landmarksArbitrary = fc
  .array(
    fc.record({
      kind: fc.constantFrom("bridge" as const, "tower" as const, ...landmarkKinds.slice(0, 6)),
      tileX: fc.integer({ min: 80, max: 280 }),
      tileY: fc.integer({ min: 80, max: 280 }),
      hinted: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((all): KnownLandmark[] =>
    all.map(({ hinted, ...one }, i) => ({
      ...one,
      name: `Mark${i}x`,
      ...(hinted ? { riddle: `the sight Mark${i}x` } : {}),
    })),
  );

/** Numbers of a small generator, so that a failing seed can be run again. */
function drawFrom(seed: number): RiddleQuestion["draw"] {
  let state = seed >>> 0;
  return {
    below(bound) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * bound);
    },
  };
}

const questions = fc.record({
  landmarks: landmarksArbitrary,
  tileX: fc.integer({ min: 100, max: 259 }),
  tileY: fc.integer({ min: 100, max: 259 }),
  seed: fc.nat(),
});

const words: Record<string, number> = {
  five: 5,
  ten: 10,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  "a hundred": 100,
};
const number = `(${Object.keys(words).join("|")})`;
const ways = ["east", "south-east", "south", "south-west", "west", "north-west", "north", "north-east"];
const way = `(${[...ways].sort((a, b) => b.length - a.length).join("|")})`;
const mark = "(?:the sight )?(Mark\\d+x)";
const matcher = (pattern: string) =>
  new RegExp(`^${pattern.replaceAll("#", number).replaceAll("@", mark).replaceAll("%", way)}$`, "i");

/** What a reader of the lines understands, without a look at the statements: pattern, and whether it is true. */
function readers(all: readonly KnownLandmark[], x: number, y: number) {
  const find = (name: string) =>
    all.find((one) => one.name.toLowerCase() === name.toLowerCase()) as KnownLandmark;
  const away = (name: string) => Math.hypot(find(name).tileX - x, find(name).tileY - y);
  /** Rounded to ten paces up to thirty, beyond to twenty. */
  const about = (name: string, word: string) => {
    const paces = words[word.toLowerCase()];
    expect(Math.abs(away(name) - paces)).toBeLessThanOrEqual(paces <= 30 ? 5 : 10);
  };
  const heads = (name: string, word: string) => {
    const angle = (Math.atan2(y - find(name).tileY, x - find(name).tileX) * 180) / Math.PI;
    const off = Math.abs(((angle - 45 * ways.indexOf(word.toLowerCase()) + 540) % 360) - 180);
    expect(off).toBeLessThanOrEqual(22.6);
  };
  const walk = (from: readonly string[], toward: string, paces: string, within: string) => {
    const sx = from.reduce((sum, name) => sum + find(name).tileX, 0) / from.length;
    const sy = from.reduce((sum, name) => sum + find(name).tileY, 0) / from.length;
    const angle = Math.atan2(find(toward).tileY - sy, find(toward).tileX - sx);
    const steps = words[paces.toLowerCase()];
    const off = Math.hypot(sx + steps * Math.cos(angle) - x, sy + steps * Math.sin(angle) - y);
    expect(off).toBeLessThanOrEqual(words[within.toLowerCase()] + 1e-6);
  };
  const most = (name: string, word: string) =>
    expect(away(name)).toBeLessThanOrEqual(words[word.toLowerCase()]);
  const apart = (a: string, b: string) => {
    const angleTo = (name: string) => Math.atan2(find(name).tileY - y, find(name).tileX - x);
    const between = Math.abs(angleTo(a) - angleTo(b));
    expect(Math.min(between, 2 * Math.PI - between)).toBeGreaterThanOrEqual((2 * Math.PI) / 3 - 1e-6);
  };
  const opposite = (word: string) => ways[(ways.indexOf(word.toLowerCase()) + 4) % 8];
  const table: [string, (...found: string[]) => void][] = [
    ["I lie within # paces of @\\.", (paces, name) => most(name, paces)],
    ["@ is no more than # paces away from me\\.", (name, paces) => most(name, paces)],
    ["I lie about # paces from @\\.", (paces, name) => about(name, paces)],
    ["about # paces part me from @\\.", (paces, name) => about(name, paces)],
    ["count about # paces from @; which way, I keep to myself\\.", (paces, name) => about(name, paces)],
    [
      "about # paces % of @ they put me in the ground\\.",
      (paces, to, name) => {
        about(name, paces);
        heads(name, to);
      },
    ],
    [
      "go % from @, about # paces\\.",
      (to, name, paces) => {
        about(name, paces);
        heads(name, to);
      },
    ],
    [
      "start at @ and keep %\\. about # paces are enough\\.",
      (name, to, paces) => {
        about(name, paces);
        heads(name, to);
      },
    ],
    ["I lie % of @\\.", (to, name) => heads(name, to)],
    ["from @, look for me to the %\\.", (name, to) => heads(name, to)],
    ["keep @ to the % of you\\.", (name, to) => heads(name, opposite(to))],
    [
      "midway between @ and @, turn toward @\\. # paces on, dig within #\\.",
      (a, b, to, n, r) => walk([a, b], to, n, r),
    ],
    [
      "find the middle between @ and @\\. then # paces toward @; I am within #\\.",
      (a, b, n, to, r) => walk([a, b], to, n, r),
    ],
    [
      "two (?:\\w+), @ and @: where they are equally far and nearest, walk # paces toward @; I am within #\\.",
      (a, b, n, to, r) => walk([a, b], to, n, r),
    ],
    ["stand at @ and face @\\. walk # paces, then dig within #\\.", (a, to, n, r) => walk([a], to, n, r)],
    ["from @, # paces toward @\\. I lie within # of where you stop\\.", (a, n, to, r) => walk([a], to, n, r)],
    [
      "set out from @ straight for @\\. after # paces I am within # of you\\.",
      (a, to, n, r) => walk([a], to, n, r),
    ],
    ["@ on the one hand, @ on the other: I lie between them\\.", apart],
    ["between @ and @ the earth is not as old as it looks\\.", apart],
    ["I am nearer to @ than to @\\.", (a, b) => expect(away(a)).toBeLessThan(away(b))],
    [
      "it is a shorter walk to me from @ than from @, for a gull\\.",
      (a, b) => expect(away(a)).toBeLessThan(away(b)),
    ],
  ];
  return table.map(([pattern, check]) => ({ pattern: matcher(pattern), check }));
}

it("every line of every riddle is true for somebody who reads it and measures", () => {
  const seen = new Set<number>();
  fc.assert(
    fc.property(questions, ({ landmarks, tileX, tileY, seed }) => {
      const riddle = makeRiddle({ landmarks, tileX, tileY, zone, draw: drawFrom(seed) });
      if (riddle === undefined) return;
      expect(riddle.lines.length).toBeGreaterThanOrEqual(2);
      expect(riddle.lines.length).toBeLessThanOrEqual(4);
      const table = readers(landmarks, tileX, tileY);
      let read = 0;
      for (let i = 0; i < riddle.lines.length; i++) {
        const both = `${riddle.lines[i]} ${(riddle.lines[i + 1] ?? "").replace(/^./, (first) => first.toLowerCase())}`;
        const [one, two] = [riddle.lines[i], both].map((text) =>
          table.findIndex(({ pattern }) => pattern.test(text)),
        );
        const row = two >= 0 ? two : one;
        if (row < 0) continue;
        seen.add(row);
        read++;
        const text = two >= 0 ? both : riddle.lines[i];
        table[row].check(...(table[row].pattern.exec(text) ?? []).slice(1));
        if (two >= 0) i++;
      }
      expect(read).toBe(riddle.statements.length);
    }),
    // A seed of its own, so that every phrase is always among them.
    { numRuns: 3000, seed: 12 },
  );
  expect(seen.size).toBe(readers([], 0, 0).length);
});

it("a riddle leaves at least as many tiles as a phantom's disc, and fewer than the zone", () => {
  fc.assert(
    fc.property(questions, ({ landmarks, tileX, tileY, seed }) => {
      const mayHide = (x: number, y: number) => (x * 7 + y * 3) % 4 !== 0;
      fc.pre(mayHide(tileX, tileY));
      const riddle = makeRiddle({ landmarks, tileX, tileY, zone, mayHide, draw: drawFrom(seed) });
      if (riddle === undefined) return;
      let possible = 0;
      let all = 0;
      for (let y = zone.y; y < zone.y + zone.height; y++) {
        for (let x = zone.x; x < zone.x + zone.width; x++) {
          if (!mayHide(x, y)) continue;
          all++;
          if (riddle.statements.every((statement) => holds(statement, x, y))) possible++;
        }
      }
      expect(possible).toBeGreaterThanOrEqual(MIN_RIDDLE_TILES);
      expect(possible).toBeLessThan(all);
      expect(riddle.statements.every((statement) => holds(statement, tileX, tileY))).toBe(true);
    }),
    { numRuns: 150, seed: 1 },
  );
});

it("the same numbers give the same riddle, and others mostly another", () => {
  const landmarks = landmarkKinds.map(
    (kind, i): KnownLandmark => ({
      kind,
      name: `Mark${i}x`,
      tileX: 110 + 11 * i,
      tileY: 120 + ((37 * i) % 90),
    }),
  );
  const ask = (seed: number) => makeRiddle({ landmarks, tileX: 170, tileY: 170, zone, draw: drawFrom(seed) });
  expect(ask(5)).toEqual(ask(5));
  expect(new Set(Array.from({ length: 40 }, (_, seed) => ask(seed)?.lines.join("\n"))).size).toBeGreaterThan(
    20,
  );
});

it("without a landmark in reach there is no riddle", () => {
  const far: KnownLandmark = { kind: "tower", name: "far tower", tileX: 900, tileY: 100 };
  for (const landmarks of [[], [far]])
    expect(makeRiddle({ landmarks, tileX: 170, tileY: 170, zone, draw: drawFrom(1) })).toBeUndefined();
});

it("a single landmark is enough for a riddle of two lines, with an article before a small letter", () => {
  const mill: KnownLandmark = { kind: "place", name: "old mill", tileX: 170, tileY: 140 };
  for (let seed = 0; seed < 20; seed++) {
    const riddle = makeRiddle({ landmarks: [mill], tileX: 171, tileY: 170, zone, draw: drawFrom(seed) });
    expect(riddle?.lines.join(" ")).toMatch(/\b[Tt]he old mill\b/);
    expect(riddle?.lines.length).toBeGreaterThanOrEqual(2);
  }
});

it.each([
  [0, 0],
  [10, 0],
  [10, 4],
  [10, 5],
  [0, 10],
  [-10, 10],
  [-10, -1],
  [1, -10],
  [10, -10],
])("octant of %i, %i is that of the angle", (dx, dy) => {
  const angle = (Math.atan2(dy, dx) * 180) / Math.PI;
  expect(octantOf(dx, dy)).toBe((Math.round(angle / 45) + 8) % 8);
});

it("paces are rounded to ten up to thirty and to twenty beyond", () => {
  for (let paces = 0; paces <= 100; paces += 0.25) {
    const rounded = roundedPaces(paces);
    expect(Math.abs(rounded.paces - paces)).toBeLessThanOrEqual(rounded.within);
    expect(rounded.within).toBe(rounded.paces <= 30 ? 5 : 10);
  }
  const wrong: Statement = {
    kind: "near",
    from: { kind: "tree", name: "elm", tileX: 0, tileY: 0 },
    paces: 30,
    within: 5,
  };
  expect(holds(wrong, 36, 0)).toBe(false);
});
