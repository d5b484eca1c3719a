// Everything that belongs to one map and its loot kinds: terrain, controls and scene. Lives until other content comes or
// the session closes. Knows neither the connection nor the player's score.
import { Pose } from "@doubloon/shared/hunt/pose";
import { Tool } from "@doubloon/shared/hunt/rules";
import type { LootKind } from "@doubloon/shared/loot";
import type { GameContent } from "@doubloon/shared/protocol/events";
import { type ChunkGrid, makeChunkGrid } from "@doubloon/shared/space";
import type { Sounds } from "../audio/sounds.ts";
import { addNotice, hudStore } from "../hud/hudStore.ts";
import { mapStore } from "../hud/map/mapStore.ts";
import { huntStore, shownHunt } from "../hunting/huntStore.ts";
import { languageOf, sayingOf } from "../hunting/phrases.ts";
import { Controls } from "../input/controls.ts";
import { MapSource } from "../net/mapSource.ts";
import { isMotionReduced } from "../preferences/preferences.ts";
import { FogStore } from "../render/map/fogStore.ts";
import { MapBoard } from "../render/map/mapBoard.ts";
import { TilePainter } from "../render/tilePainter.ts";
import type { createHunt } from "../scenes/createHunt.ts";
import type { HuntStage } from "../scenes/huntModel.ts";
import type { Waypoint } from "../world/findPath.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import { TerrainStore } from "../world/terrainStore.ts";

/** The module with Phaser and the scene, loaded while the player chooses a name. */
export type Scenes = Promise<{ readonly createHunt: typeof createHunt }>;

export interface MapSessionOptions {
  readonly stage: HTMLElement;
  readonly content: GameContent;
  readonly contentUrl: string;
  readonly scenes: Scenes;
  readonly sounds: Sounds;
  /** Keeps what was seen of the map; undefined if the browser allows none. */
  readonly storage: Storage | undefined;
  /** The current world; another one after each connection. */
  readonly world: () => GameWorld;
  readonly takesTap: (target: Waypoint) => boolean;
  readonly nowMs: () => number;
  readonly random: () => number;
  /** The scene has started. */
  readonly started: () => void;
  /** The map or the scene could not be loaded. Not called after `close`. */
  readonly failed: (error: unknown) => void;
}

/** How long rockets rise at the podium. */
const FIREWORKS_MS = 12_000;
const language = languageOf(navigator.languages);

export class MapSession {
  readonly contentUrl: string;
  readonly grid: ChunkGrid;
  readonly lootKinds: ReadonlyMap<number, LootKind>;
  readonly terrain: TerrainStore;
  readonly controls: Controls;
  readonly #options: MapSessionOptions;
  #stage: HuntStage | undefined;
  #board: MapBoard | undefined;
  #closed = false;
  readonly #uncelebrate = huntStore.subscribe(({ podium }, before) => {
    if (podium !== undefined && podium !== before.podium) this.#stage?.celebrate(FIREWORKS_MS);
  });

  constructor(options: MapSessionOptions) {
    const { content, contentUrl, stage, sounds, world, takesTap, nowMs, failed } = options;
    const { map, lootKinds } = content;
    this.#options = options;
    this.contentUrl = contentUrl;
    this.lootKinds = new Map(lootKinds.map((kind) => [kind.number, kind]));
    this.grid = makeChunkGrid(map.widthTiles, map.heightTiles);
    const source = new MapSource(map.url, document.baseURI);
    this.terrain = openTerrain(this.grid, source);
    this.controls = new Controls({
      stage,
      terrain: this.terrain,
      world,
      takesTap,
      mapPosition: ({ x, y }) => this.#stage?.mapPositionAt(x, y),
      nowMs,
      userGesture: () => sounds.unlock(),
    });
    this.#start(source).catch((error: unknown) => {
      if (!this.#closed) failed(error);
    });
  }

  /** The running scene; undefined until it has started. */
  get stage(): HuntStage | undefined {
    return this.#stage;
  }

  /** Marks what the player sees on the map. Call this a few times a second. */
  look(): void {
    this.#board?.look();
  }

  close(): void {
    this.#closed = true;
    this.#uncelebrate();
    this.#board?.close();
    if (mapStore.getState().board === this.#board) mapStore.setState({ board: undefined, open: false });
    this.#stage?.destroy();
    this.controls.close();
    this.terrain.close();
  }

  async #start(source: MapSource): Promise<void> {
    const { stage, scenes, sounds, storage, world, nowMs, random, started } = this.#options;
    const [{ createHunt }, map] = await Promise.all([scenes, source.description()]);
    const pictures = await source.pictures(map);
    if (this.#closed) return;
    const painter = new TilePainter(map, pictures);
    const board = new MapBoard({
      map,
      grid: this.grid,
      painter,
      fog: new FogStore(this.grid, map.version, storage),
      fetchChunk: (column, row) => source.chunk(column, row),
      own: () => world().shownPosition(nowMs()),
      nowMs,
    });
    this.#board = board;
    mapStore.setState({ board });
    this.#stage = createHunt(stage, {
      map,
      painter,
      painted: (column, row, y, strip) => board.sheet.add(column, row, y, strip),
      lootKinds: this.lootKinds,
      terrain: this.terrain,
      world,
      ownName: () => hudStore.getState().name,
      lantern: () => huntStore.getState().hunter?.tool === Tool.lantern,
      zone: () => shownHunt(huntStore.getState())?.zone,
      leader: () => shownHunt(huntStore.getState())?.leader,
      phrase: (phrase) => sayingOf(Pose.firstPhrase + phrase, language),
      reducedMotion: () => isMotionReduced(),
      heard: (sound, nearness) => sounds[sound](nearness),
      destination: () => this.controls.destination,
      nowMs,
      random,
      frameStarts: (frameMs) => this.controls.update(frameMs),
      pickedUp: (kind) => sounds.pickUp(kind.rarity),
    });
    started();
  }
}

/** The map's terrain. The player is told about chunks that fail to load once, not for every chunk. */
function openTerrain(grid: ChunkGrid, source: MapSource): TerrainStore {
  let warned = false;
  return new TerrainStore({
    grid,
    fetchChunk: (column, row) => source.chunk(column, row),
    onFailed: () => {
      if (!warned) addNotice({ kind: "warning", text: "Part of the map failed to load. Retrying." });
      warned = true;
    },
  });
}
