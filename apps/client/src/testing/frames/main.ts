// The page of `npm run frames`: the game's scene with a crowd made here, without connection and HUD, and the times of its
// frames. With ?gallery everybody shows a pose, to look at the art.
import type { MapDescription } from "@doubloon/shared/map";
import type { GameContent, Welcome } from "@doubloon/shared/protocol/events";
import { makeChunkGrid, TILE_SUB } from "@doubloon/shared/space";
import { sayingOf } from "../../hunting/phrases.ts";
import { MapSource } from "../../net/mapSource.ts";
import { MapSheet } from "../../render/map/mapSheet.ts";
import { TilePainter } from "../../render/tilePainter.ts";
import { createHunt } from "../../scenes/createHunt.ts";
import { GameWorld } from "../../world/gameWorld.ts";
import { TerrainStore } from "../../world/terrainStore.ts";
import { Crowd, OWN } from "./crowd.ts";

/** Bytes 2 to 33 of a chunk say which tiles are blocked: here none is, so that the own mover walks straight on. */
const BLOCKED = [2, 34] as const;
const MAX_SAMPLES = 20_000;

export interface FrameTimes {
  readonly frames: number;
  /** Movers in view, at the end. */
  readonly movers: number;
  /** Script of each animation frame in ms, in order. */
  readonly scriptMs: readonly number[];
  /** The same for the messages from the server. */
  readonly messageMs: readonly number[];
}

declare global {
  interface Window {
    frameTimes: (reset: boolean) => FrameTimes;
    celebrate: () => void;
    /** While silent, no messages come and movers walk straight on: all script is that of frames. */
    silent: boolean;
  }
}

const parameters = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => Number(parameters.get(name) ?? otherwise);

let scriptMs: number[] = [];
let messageMs: number[] = [];

/** Times every animation frame's script, whoever asked for it. */
const request = window.requestAnimationFrame.bind(window);
window.requestAnimationFrame = (callback) =>
  request((time) => {
    const from = performance.now();
    callback(time);
    if (scriptMs.length < MAX_SAMPLES) scriptMs.push(performance.now() - from);
  });

async function start(): Promise<void> {
  const stage = document.getElementById("stage");
  if (stage === null) throw new Error("the page has no #stage");
  const content = (await (await fetch(parameters.get("content") ?? "")).json()) as GameContent;
  const grid = makeChunkGrid(content.map.widthTiles, content.map.heightTiles);
  const source = new MapSource(content.map.url, location.origin);
  const map: MapDescription = await source.description();
  const painter = new TilePainter(map, await source.pictures(map));
  const terrain = new TerrainStore({
    grid,
    fetchChunk: async (column, row) => {
      const bytes = await source.chunk(column, row);
      bytes.fill(0, ...BLOCKED);
      return bytes;
    },
    onFailed: (error) => console.error(error),
  });
  const nowMs = (): number => performance.now();
  const firstTick = number("tick", 100);
  const crowd = new Crowd({
    grid,
    movers: number("movers", 500),
    x: number("x", 100) * TILE_SUB,
    y: number("y", 250) * TILE_SUB,
    firstTick,
    gallery: parameters.has("gallery"),
  });
  const startMs = nowMs();
  const world = new GameWorld({
    welcome: { mover: OWN, tick: firstTick } as unknown as Welcome,
    grid,
    terrain,
    send: () => true,
    nowMs: startMs,
  });
  const sheet = new MapSheet(map.widthTiles, map.heightTiles);
  const hunt = createHunt(stage, {
    map,
    painter,
    lootKinds: new Map(content.lootKinds.map((kind) => [kind.number, kind])),
    terrain,
    world: () => world,
    ownName: () => "Anne Bonny",
    lantern: () => parameters.has("gallery"),
    zone: () => (parameters.has("gallery") ? { x: 254, y: 256, width: 16, height: 40 } : undefined),
    leader: () => (parameters.has("gallery") ? (3 as typeof OWN) : undefined),
    phrase: (phrase) => sayingOf(24 + phrase, "en"),
    destination: () => undefined,
    nowMs,
    random: Math.random,
    reducedMotion: () => false,
    frameStarts: () => {},
    painted: (column, row, y, strip) => sheet.add(column, row, y, strip),
    pickedUp: () => {},
    heard: () => {},
  });
  window.silent = false;
  setInterval(() => {
    if (window.silent) return;
    const from = performance.now();
    for (const bytes of crowd.runTo(nowMs() - startMs)) world.take(bytes, nowMs());
    const unknown = world.names.unknown(world.view.movers.keys(), nowMs());
    world.names.add(Object.fromEntries(unknown.map((mover) => [mover, nameOf(mover)])));
    messageMs.push(performance.now() - from);
  }, 25);
  window.celebrate = () => hunt.celebrate(12_000);
  window.frameTimes = (reset) => {
    const times = { frames: scriptMs.length, movers: world.view.movers.size, scriptMs, messageMs };
    if (reset) {
      scriptMs = [];
      messageMs = [];
    }
    return times;
  };
}

function nameOf(mover: number): string {
  return mover % 4 === 0 ? `Bot ${mover} ⚙` : `Sailor ${mover}`;
}

void start();
