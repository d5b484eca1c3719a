import type { RoomId, Tick, WorldTimeMs } from "@doubloon/shared/ids";
import { roomCount } from "@doubloon/shared/space";
import { RoomView } from "@doubloon/shared/view/roomView";
import { ACK_MASK } from "@doubloon/shared/wire/frameLayout";
import { decodeFrame } from "@doubloon/shared/wire/frameReader";
import { WireKind } from "@doubloon/shared/wire/kinds";
import fc from "fast-check";
import { expect, test } from "vitest";
import { makeRandom, randomBelow } from "../random.ts";
import { stepWorld } from "../stepWorld.ts";
import { makeMap, testLoot, Wanderers } from "../testing/testWorld.ts";
import { createWorld, type World } from "../world.ts";
import { MAX_DELTA_BYTES, MAX_VISIBLE } from "./bounds.ts";
import { RoomFrames, RoomStream } from "./roomFrames.ts";
import { RoomScope } from "./roomScope.ts";

const WIDTH = 75;
const HEIGHT = 70;
const map = makeMap(WIDTH, HEIGHT);

/** Everything in view of a room according to the world. */
function truth(world: World, room: RoomId): { movers: string[]; loot: string[] } {
  const scope = new RoomScope(world);
  scope.open(room);
  const { movers, loot } = world;
  const seen: string[] = [];
  for (let m = 0; m < movers.high; m++) {
    if (!scope.shows(m)) continue;
    const motion = movers.motion(m);
    seen.push(`${m} at ${movers.x[m]},${movers.y[m]} by ${motion} ack ${movers.lastSeq[m] & ACK_MASK}`);
  }
  const pieces: string[] = [];
  for (let tile = 0; tile < loot.at.length; tile++) {
    const chunk = Math.floor(tile / WIDTH / 16) * world.grid.chunksWide + Math.floor((tile % WIDTH) / 16);
    if (loot.at[tile] !== 0 && scope.sees(chunk)) pieces.push(`${tile}: ${loot.at[tile]}`);
  }
  return { movers: seen.sort(), loot: pieces.sort() };
}

function seenBy(view: RoomView): { movers: string[]; loot: string[] } {
  return {
    movers: [...view.movers]
      .map(([m, t]) => `${m} at ${t.xAt(view.tick)},${t.yAt(view.tick)} by ${t.last.motion} ack ${t.ack}`)
      .sort(),
    loot: [...view.loot.values()].map((l) => `${l.tileY * WIDTH + l.tileX}: ${l.kind}`).sort(),
  };
}

interface Client {
  readonly view: RoomView;
  room: RoomId;
}

/** Sends frames at random intervals to clients that stay, change rooms and miss frames. Returns the longest delta. */
function watch(
  world: World,
  wanderers: Wanderers,
  seed: number,
  steps: number,
  exact: boolean,
  boots = false,
): number {
  const random = makeRandom(seed);
  const bootsRandom = makeRandom(seed + 1);
  const frames = new RoomFrames(world);
  const rooms = roomCount(world.grid);
  const streams = new Map<RoomId, RoomStream>();
  const clients: Client[] = Array.from({ length: 6 }, () => ({
    view: new RoomView(world.grid),
    room: randomBelow(random, rooms) as RoomId,
  }));
  let longest = 0;
  for (let step = 0; step < steps; step++) {
    const commands = wanderers.next(WIDTH * 256, HEIGHT * 256);
    wanderers.observe(stepWorld(world, { commands, inputs: wanderers.inputs }));
    // Now and then somebody's boots begin or end to run.
    if (boots) {
      const mover = randomBelow(bootsRandom, 400);
      if (world.movers.has(mover)) world.movers.fast[mover] ^= 1;
    }
    for (const client of clients) {
      if (randomBelow(random, 60) === 0) client.room = randomBelow(random, rooms) as RoomId;
    }
    for (let r = 0; r < rooms; r++) {
      const room = r as RoomId;
      const here = clients.filter((client) => client.room === room);
      if (here.length === 0) {
        streams.delete(room);
        continue;
      }
      // Each room has a rate of its own and sometimes pauses for long.
      if (randomBelow(random, 2 + (r % 7)) !== 0 || step % 200 > 170 + (r % 20)) continue;
      const waiting = here.filter(({ view }) => view.room !== room || randomBelow(random, 40) === 0);
      const stream = streams.get(room) ?? new RoomStream(room);
      streams.set(room, stream);
      const previous = stream.tick;
      const frame = frames.encode(stream, 0 as WorldTimeMs, waiting.length > 0);
      const delta = decodeFrame(frame.delta.slice());
      if (delta.header.kind === WireKind.delta) longest = Math.max(longest, frame.delta.length);
      const keyframe = frame.keyframe && decodeFrame(frame.keyframe.slice());
      for (const client of here) {
        if (client.view.room === room) expect(client.view.tick).toBe(previous);
        const mine = waiting.includes(client) ? keyframe : delta;
        expect(mine && client.view.apply(mine)).toBe("applied");
        const real = truth(world, room);
        const seen = seenBy(client.view);
        expect(seen.loot).toEqual(real.loot);
        if (exact) expect(seen.movers).toEqual(real.movers);
        else {
          const inView = new Set(real.movers.map((m) => m.split(" ")[0]));
          for (const mover of client.view.movers.keys()) expect(inView).toContain(String(mover));
          expect(client.view.movers.size).toBeLessThanOrEqual(MAX_VISIBLE);
          // A mover that left and returned while the room became crowded may be both held and counted as omitted.
          const total = client.view.omitted + client.view.movers.size;
          expect(total).toBeGreaterThanOrEqual(real.movers.length);
          expect(total).toBeLessThanOrEqual(real.movers.length + 8);
          if (frame.deferred === 0) {
            const known = new Set(seen.movers);
            expect(real.movers.filter((m) => known.has(m)).length).toBe(seen.movers.length);
          }
        }
      }
    }
  }
  return longest;
}

test("I2, I5, I7, M5, M7, M8, H4 at each frame's tick every client has every mover exactly where the world has it", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(0, 0xffffffff - 150), (seed, tick) => {
      const world = createWorld({ map, loot: testLoot, seed, tick: tick as Tick });
      watch(world, new Wanderers(seed, 90, 8, 300, seed % 2 === 0), seed, 400, true, seed % 3 !== 0);
    }),
    { numRuns: 12, seed: 1 },
  );
});

test("I6 in a crowd clients hold only movers in view, know how many are omitted, and bytes are bounded", () => {
  fc.assert(
    fc.property(fc.integer(), fc.constantFrom(2, 12), (seed, turnEvery) => {
      const world = createWorld({ map, loot: testLoot, seed });
      const wanderers = new Wanderers(seed, 700, turnEvery, 600, seed % 2 === 0);
      expect(watch(world, wanderers, seed, 150, false)).toBeLessThanOrEqual(MAX_DELTA_BYTES);
    }),
    { numRuns: 4, seed: 1 },
  );
});
