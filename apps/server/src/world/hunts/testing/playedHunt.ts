// For tests: a hosted world with short hunts, a gateway that records what players are told, and players who dig where the
// test says. The clock is moved by hand.

import { stepWorld } from "@doubloon/engine/stepWorld";
import { makeMap, playerId, testLoot } from "@doubloon/engine/testing/testWorld";
import type { World } from "@doubloon/engine/world";
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import type { MoverId } from "@doubloon/shared/ids";
import type { WorldMap } from "@doubloon/shared/map";
import { Intent } from "@doubloon/shared/movement";
import type { Find, HuntRequest, Hunts, Reading } from "@doubloon/shared/protocol/huntEvents";
import { TILE_SUB } from "@doubloon/shared/space";
import { TICK_MS } from "@doubloon/shared/time";
import { Action } from "@doubloon/shared/wire/input";
import { encodeMapChunk } from "@doubloon/shared/wire/mapChunk";
import type { Ledger } from "../../../ledger/port.ts";
import { createMemoryLedger } from "../../../ledger/testing/memoryLedger.ts";
import type { Entered, SessionKey, TellMessage } from "../../../link/port.ts";
import { nullGateway } from "../../../link/session/nullGateway.ts";
import { createHandFlushedLink } from "../../../link/testing/handFlushedLink.ts";
import { makeHandClock } from "../../testing/handClock.ts";
import { createWorldHost } from "../../worldHost.ts";
import { nullWorldObserver } from "../../worldObserver.ts";

/** Wall time at which the test begins: noon. */
export const NOON_MS = Date.UTC(2026, 10, 25, 12);

export const shortDefinition: HuntDefinition = {
  id: "short",
  title: "The Short Hunt",
  kind: "hunt",
  schedule: { when: "never" },
  zone: { rect: { x: 0, y: 0, width: 96, height: 96 } },
  announceSeconds: 5,
  countdownSeconds: 3,
  waveSeconds: [20, 20],
  podiumSeconds: 5,
  huntersPerCache: 4,
  minCaches: 4,
  maxCaches: 8,
  tiers: [{ name: "chest", value: 100, share: 1 }],
  crownValue: 300,
  mimicOneIn: 0,
  clues: { piece: true, turned: true, riddleSeconds: 5, hintSeconds: 10 },
  tools: [],
};

export const huntMap = {
  ...makeMap(96, 96, 0),
  landmarks: [
    { name: "old mill", kind: "tower", tileX: 20, tileY: 20 },
    { name: "stone bridge", kind: "bridge", tileX: 70, tileY: 60 },
  ] as const,
};

/** Every tile of the map has another id, so that a piece of chart can be told from any other. */
const chunkOf = (column: number, row: number): Uint8Array =>
  encodeMapChunk({
    blocked: new Uint8Array(256),
    layers: [
      Uint32Array.from(
        { length: 256 },
        (_, i) => 1 + (row * 16 + Math.floor(i / 16)) * 96 + column * 16 + (i % 16),
      ),
    ],
  });

export interface PlayedOptions {
  readonly ledger?: Ledger;
  readonly definitions?: readonly HuntDefinition[];
  readonly wallMs?: number;
  readonly map?: WorldMap;
  readonly scheduled?: boolean;
}

export async function playHunts({
  ledger = createMemoryLedger(),
  definitions = [shortDefinition],
  wallMs = NOON_MS,
  map = huntMap,
  scheduled = true,
}: PlayedOptions = {}) {
  const link = createHandFlushedLink();
  const clock = makeHandClock();
  const heard = {
    told: [] as { readonly session: SessionKey; readonly message: TellMessage }[],
    readings: [] as { readonly session: SessionKey; readonly reading: Reading }[],
    hunts: [] as Hunts[],
    finds: [] as Find[],
    entries: [] as string[],
    awards: [] as { readonly session: SessionKey; readonly value: number }[],
  };
  const entered: Entered[] = [];
  link.gateway.serve({
    ...nullGateway,
    entered: (entry) => void entered.push(entry),
    tell: (session, ...message) => void heard.told.push({ session, message }),
    reading: (session, reading) => void heard.readings.push({ session, reading }),
    award: (session, { value }) => void heard.awards.push({ session, value }),
    broadcast(event, payload) {
      if (event === "hunts") heard.hunts.push(payload);
      else heard.finds.push(...payload);
    },
    fairEntries(from, entries) {
      heard.entries.length = from;
      heard.entries.push(...entries);
    },
  });
  let world: World | undefined;
  const problems: string[] = [];
  const host = await createWorldHost({
    map,
    loot: testLoot,
    seed: 7,
    ledger,
    link: link.world,
    clock,
    observer: nullWorldObserver,
    hunts: { definitions, chunkOf, scheduled },
    wallMs: () => wallMs + clock.nowMs(),
    onHuntProblem: (line) => void problems.push(line),
    step(stepped, input) {
      world = stepped;
      return stepWorld(stepped, input);
    },
  });
  host.start();

  const run = async (ms: number): Promise<void> => {
    for (let at = 0; at < ms; at += TICK_MS / 2) {
      link.flushToWorld();
      clock.turn(TICK_MS / 2);
      await new Promise((resolve) => setImmediate(resolve));
      link.flushToGateway();
    }
  };

  /** Runs until the condition holds; fails after as much game time as the longest hunt takes. */
  const until = async (holds: () => boolean): Promise<void> => {
    for (let i = 0; i < 3_000; i++) {
      if (holds()) return;
      await run(TICK_MS);
    }
    throw new Error("the state did not come");
  };

  const { world: port, id } = link.gateway;
  const seqs = new Map<MoverId, number>();
  const input = ({ session, mover }: Entered, intent: number): void => {
    const seq = (seqs.get(mover) ?? 0) + 1;
    seqs.set(mover, seq);
    port.input(id, session, mover, seq, intent, 0, 0, 0);
  };
  return {
    host,
    ledger,
    heard,
    problems,
    run,
    until,
    link,
    get world(): World {
      if (world === undefined) throw new Error("no step yet");
      return world;
    },
    async enter(session: SessionKey, player: number, bot = false): Promise<Entered> {
      port.enter(id, session, playerId(player), `P${player}`, bot);
      await until(() => entered.some((entry) => entry.session === session));
      return entered.find((entry) => entry.session === session)!;
    },
    leave: ({ session, mover }: Entered): void => port.leave(id, session, mover),
    ask: ({ session, mover }: Entered, request: HuntRequest): void =>
      port.hunting(id, session, mover, request),
    /** Sets a player down on a tile. */
    place: ({ mover }: Entered, tileX: number, tileY: number): void =>
      host.hunts.direct({
        type: "place",
        mover,
        x: tileX * TILE_SUB + TILE_SUB / 2,
        y: tileY * TILE_SUB + TILE_SUB / 2,
      }),
    dig: (by: Entered): void => input(by, Action.dig),
    read: (by: Entered): void => input(by, Action.read),
    stop: (by: Entered): void => input(by, Intent.stop),
    /** What a session was told last of an event. */
    last<Event extends TellMessage[0]>(session: SessionKey, event: Event) {
      const found = heard.told.findLast((one) => one.session === session && one.message[0] === event);
      return found?.message[1] as Extract<TellMessage, [Event, unknown]>[1] | undefined;
    },
  };
}

/** 16 bytes in hex. */
export function nonceOf(player: number): string {
  return player.toString(16).padStart(32, "0");
}
