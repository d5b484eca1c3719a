import type { MoverId, Tick } from "@doubloon/shared/ids";
import { TILE_SUB } from "@doubloon/shared/space";
import { expect, test } from "vitest";
import type { Command } from "./commands.ts";
import { makeRandom, randomBelow } from "./random.ts";
import { checkWorld } from "./saved/checkWorld.ts";
import { restoreWorld, snapshotWorld } from "./saved/snapshot.ts";
import { stepWorld } from "./stepWorld.ts";
import { hashBodies } from "./testing/hashBodies.ts";
import { hashWorld } from "./testing/hashWorld.ts";
import { shortHunt } from "./testing/scriptedHunt.ts";
import { makeMap, testLoot, Wanderers } from "./testing/testWorld.ts";
import { createWorld, type World } from "./world.ts";

const map = makeMap(70, 60);
const loot = [
  ...testLoot,
  ...(["boots", "spade", "lantern"] as const).map((tool, i) => ({
    ...testLoot[0],
    number: 10 + i,
    name: tool,
    tool,
  })),
];
const zone = { x: 3, y: 2, width: 64, height: 56 };
const tools = ["boots", "spade", "lantern"] as const;

/** Any command, possible or not, of a player or the server. Movers may be absent. */
function anyCommand(random: Uint32Array, day: number): Command {
  const below = (bound: number): number => randomBelow(random, bound);
  const mover = below(45) as MoverId;
  const hunt = 1 + below(4);
  const tile = { tileX: below(74) - 2, tileY: below(64) - 2 };
  switch (below(20)) {
    case 0:
    case 1:
    case 2:
      return { type: "joinHunt", mover, hunt, nonce: below(1000).toString(16).padStart(32, "0") };
    case 3:
      return { type: "retune", mover };
    case 4:
    case 5:
      return { type: "useTool", mover };
    case 6:
      return { type: "mark", mover, ...tile };
    case 7:
      return { type: "createTeam", mover, code: `T${below(9)}AB` };
    case 8:
      return { type: "joinTeam", mover, code: `T${below(9)}AB` };
    case 9:
      return { type: "leaveTeam", mover };
    case 10:
    case 11:
      return { type: "solo", mover, act: (["tutorial", "daily", "end"] as const)[below(3)] };
    case 12:
      return { type: "dropLoot", ...tile, kind: below(256) };
    case 13:
      return { type: "place", mover, x: below(74 * TILE_SUB) - 300, y: below(64 * TILE_SUB) - 300 };
    case 14:
      return { type: "calendar", day: day + below(2), season: 1 + below(2) };
    case 15:
      return { type: (["pauseHunt", "resumeHunt", "resumeHunt", "releaseHint"] as const)[below(4)], hunt };
    case 16:
      return below(6) === 0
        ? { type: below(2) === 0 ? "endHunt" : "cancelHunt", hunt }
        : { type: "extendHunt", hunt, ticks: below(200) };
    case 17:
    case 18: {
      const kind = { ...shortHunt, number: hunt, zone, tools, waveTicks: [160, 160], podiumTicks: 30 };
      const secret = new Uint8Array(32).fill(below(256));
      return { type: "announceHunt", hunt: kind, secret, announcement: "ab".repeat(32) };
    }
    default:
      return { type: "soloSecret", secret: new Uint8Array(32).fill(7) };
  }
}

interface Run {
  readonly hashes: number[];
  readonly kinds: Set<string>;
}

function run(seed: number, steps: number, restoreAt?: number): Run {
  const options = { map, loot, seed, tick: (0xffffffff - 200) as Tick };
  let world: World = createWorld(options);
  const wanderers = new Wanderers(seed, 40, 25, 200, true);
  const random = makeRandom(seed + 99);
  const hashes: number[] = [];
  const kinds = new Set<string>();
  for (let i = 0; i < steps; i++) {
    const commands = wanderers.next(70 * TILE_SUB, 60 * TILE_SUB);
    for (let n = randomBelow(random, 3); n > 0; n--) commands.push(anyCommand(random, 20_000));
    const facts = stepWorld(world, { commands, inputs: wanderers.inputs });
    wanderers.observe(facts);
    for (const { type } of facts) kinds.add(type);
    if (i % 20 === 19) {
      checkWorld(world);
      hashes.push(hashWorld(world), hashBodies(world));
    }
    if (i === restoreAt) world = restoreWorld(snapshotWorld(world), { ...options, seed: 0 });
  }
  return { hashes, kinds };
}

test("any commands in any order throw nothing, leave the world consistent, and lead to the same world each time", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 8; seed++) {
    const first = run(seed, 500);
    expect(run(seed, 500).hashes).toEqual(first.hashes);
    for (const kind of first.kinds) seen.add(kind);
  }
  for (const kind of [
    "huntAnnounced",
    "huntSealed",
    "reading",
    "clue",
    "hunterChanged",
    "points",
    "teamChanged",
  ])
    expect(seen).toContain(kind);
});

test.each([61, 187, 301])(
  "a world restored after any commands at step %i goes on like the original",
  (at) => {
    for (let seed = 20; seed < 23; seed++) expect(run(seed, 400, at).hashes).toEqual(run(seed, 400).hashes);
  },
);
