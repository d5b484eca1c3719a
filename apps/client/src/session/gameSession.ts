// One sitting of one player: connection, world, scene and facts for the frame around it, wired together.
import type { LootKind } from "@doubloon/shared/loot";
import type { Award, GameContent, MapInfo, Welcome } from "@doubloon/shared/protocol/events";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { type ChunkGrid, makeChunkGrid } from "@doubloon/shared/space";
import { Sounds } from "../audio/sounds.ts";
import { addNotice, hudStore } from "../hud/hudStore.ts";
import { linePhase } from "../hud/start/linePhase.ts";
import { Controls } from "../input/controls.ts";
import { Arrival } from "../net/arrival.ts";
import { askQueue } from "../net/askQueue.ts";
import { Connection, type LineState } from "../net/connection.ts";
import { fetchContent } from "../net/fetchContent.ts";
import type { createHunt } from "../scenes/createHunt.ts";
import type { HuntStage } from "../scenes/huntModel.ts";
import { GameWorld } from "../world/gameWorld.ts";
import { MapSource } from "../world/mapSource.ts";
import { TerrainStore } from "../world/terrainStore.ts";
import { type Identity, localStorageIfAllowed, readIdentity, writeIdentity } from "./identity.ts";
import type { TokenChoice } from "./tokenChoice.ts";

const SLOW_TICK_MS = 250;

export interface GameSessionOptions {
  readonly stage: HTMLElement;
  readonly identity: Identity;
  /** Of this page load. */
  readonly tokens: TokenChoice;
  /** Phaser and the scene, fetched while the player chose a name. */
  readonly scenes: Promise<{ readonly createHunt: typeof createHunt }>;
  readonly nowMs: () => number;
  readonly random: () => number;
}

/** All that belongs to one map and its loot. */
interface Grounds {
  readonly version: string;
  readonly terrain: TerrainStore;
  readonly controls: Controls;
  hunt: HuntStage | undefined;
}

export class GameSession {
  readonly sounds: Sounds;
  readonly #options: GameSessionOptions;
  readonly #connection: Connection;
  readonly #arrival: Arrival;
  readonly #slowTimer: ReturnType<typeof setInterval>;
  #identity: Identity;
  #grounds: Grounds | undefined;
  #world: GameWorld | undefined;
  #kinds = new Map<number, LootKind>();
  #open = false;
  #closed = false;

  constructor(options: GameSessionOptions) {
    this.#options = options;
    this.#identity = options.identity;
    this.sounds = new Sounds(options.identity.muted);
    this.sounds.unlock();
    hudStore.setState({ phase: { at: "joining" }, name: options.identity.name ?? "", pingMs: undefined });
    const { nowMs, random } = options;
    this.#arrival = new Arrival({
      load: (url) => fetchContent(url, document.baseURI),
      begin: (welcome, content, early) => this.#begin(welcome, content, early),
      failed: (error) => this.#giveUp("The game's content could not be loaded", error),
    });
    this.#connection = new Connection({
      url: window.location.origin,
      hello: () => this.#hello(),
      askQueue: () => askQueue(window.location.origin),
      nowMs,
      random,
      handlers: {
        changed: (state) => this.#lineChanged(state),
        bytes: (bytes) => {
          if (!this.#arrival.take(bytes)) this.#world?.take(bytes, nowMs());
        },
        welcome: (welcome) => this.#welcomed(welcome),
        award: (award) => this.#awarded(award),
        standing: (standing) => hudStore.setState({ standing }),
        board: (board) => hudStore.setState({ board }),
        notice: addNotice,
        roundTrip: (ms) => {
          this.#world?.roundTrip(ms);
          hudStore.setState({ pingMs: Math.max(1, Math.round(ms)) });
        },
      },
    });
    this.#slowTimer = setInterval(() => this.#slowTick(), SLOW_TICK_MS);
  }

  get world(): GameWorld | undefined {
    return this.#world;
  }

  get hunt(): HuntStage | undefined {
    return this.#grounds?.hunt;
  }

  kindOf(kind: number): LootKind | undefined {
    return this.#kinds.get(kind);
  }

  /** Whether nobody can stand there, as far as is known. */
  blockedAt(tileX: number, tileY: number): boolean {
    return this.#grounds?.terrain.known.blockedAt(tileX, tileY) ?? true;
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  setMuted(muted: boolean): void {
    this.sounds.muted = muted;
    this.#remember({ ...this.#identity, muted });
  }

  /** Lets go of whatever the hands hold, as when a dialog opens. */
  releaseHands(): void {
    this.#grounds?.controls.release();
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#slowTimer);
    this.#arrival.cancel();
    this.#connection.close();
    this.#dropGrounds();
    this.#world = undefined;
  }

  #hello() {
    const { name } = this.#identity;
    const token = this.#options.tokens.offered;
    return {
      version: PROTOCOL_VERSION,
      ...(name === undefined ? {} : { name }),
      ...(token === undefined ? {} : { token }),
    };
  }

  #lineChanged(state: LineState): void {
    this.#open = state.state === "open";
    if (!this.#open) this.#arrival.cancel();
    switch (state.state) {
      case "connecting":
        this.#showLine(state);
        break;
      case "waiting":
        this.releaseHands();
        this.#showLine(state);
        hudStore.setState({ pingMs: undefined });
        break;
      case "over":
        this.#over(state);
        break;
    }
  }

  #showLine(state: Parameters<typeof linePhase>[0]): void {
    const { phase } = hudStore.getState();
    const shown = linePhase(state, phase, this.#world !== undefined, this.#options.nowMs());
    hudStore.setState({ phase: shown });
  }

  #over({ refusal, means }: Extract<LineState, { state: "over" }>): void {
    if (means === "replaced") {
      this.releaseHands();
      hudStore.setState({ phase: { at: "replaced", why: refusal.text } });
      return;
    }
    if (means === "forget") {
      const { tokens } = this.#options;
      const another = tokens.refused();
      this.#remember({ ...this.#identity, token: tokens.current });
      if (another) {
        this.#connection.again();
        return;
      }
    }
    this.close();
    hudStore.setState({
      phase:
        means === "reload" ? { at: "outdated", why: refusal.text } : { at: "start", refusal: refusal.text },
    });
  }

  #welcomed(welcome: Welcome): void {
    const { name, token } = welcome;
    this.#options.tokens.accepted(token);
    this.#remember({ ...this.#identity, name, token });
    this.#arrival.welcomed(welcome);
  }

  #begin(welcome: Welcome, content: GameContent, early: readonly Uint8Array[]): void {
    const { name, playerId, standing, contentUrl } = welcome;
    const { map, lootKinds } = content;
    this.#kinds = new Map(lootKinds.map((kind) => [kind.number, kind]));
    const grid = makeChunkGrid(map.widthTiles, map.heightTiles);
    // Other kinds of loot need other pictures, as another map does.
    const known = this.#grounds?.version === contentUrl ? this.#grounds : undefined;
    const grounds = known ?? this.#openGrounds(map, grid, contentUrl);
    grounds.controls.release();
    this.#world = new GameWorld({
      welcome,
      grid,
      terrain: grounds.terrain,
      send: (bytes) => this.#connection.send(bytes),
      nowMs: this.#options.nowMs(),
    });
    for (const bytes of early) this.#world.take(bytes, this.#options.nowMs());
    hudStore.setState({ name, playerId, standing, hidden: 0 });
    this.#playIfReady();
  }

  #openGrounds(map: MapInfo, grid: ChunkGrid, version: string): Grounds {
    this.#dropGrounds();
    const { stage, nowMs } = this.#options;
    const source = new MapSource(map.url, document.baseURI);
    let warned = false;
    const terrain = new TerrainStore({
      grid,
      fetchChunk: (column, row) => source.chunk(column, row),
      onFailed: () => {
        if (!warned) addNotice({ kind: "warning", text: "Part of the map did not load. Trying again." });
        warned = true;
      },
    });
    const controls = new Controls({
      stage,
      terrain,
      world: () => this.#currentWorld(),
      placeAt: ({ x, y }) => this.#grounds?.hunt?.spotAt(x, y),
      nowMs,
      touched: () => this.sounds.unlock(),
    });
    const grounds: Grounds = { version, terrain, controls, hunt: undefined };
    this.#grounds = grounds;
    this.#raiseCurtain(grounds, source).catch((error: unknown) => {
      if (this.#grounds !== grounds || this.#closed) return;
      this.#giveUp("The map could not be loaded", error);
    });
    return grounds;
  }

  #giveUp(what: string, error: unknown): void {
    this.close();
    const why = error instanceof Error ? error.message : String(error);
    hudStore.setState({ phase: { at: "start", refusal: `${what}: ${why}` } });
  }

  async #raiseCurtain(grounds: Grounds, source: MapSource): Promise<void> {
    const { stage, scenes, nowMs, random } = this.#options;
    const [{ createHunt }, map] = await Promise.all([scenes, source.description()]);
    const pictures = await source.pictures(map);
    if (this.#grounds !== grounds) return;
    grounds.hunt = createHunt(stage, {
      map,
      pictures,
      lootKinds: this.#kinds,
      terrain: grounds.terrain,
      world: () => this.#currentWorld(),
      ownName: () => hudStore.getState().name,
      destination: () => grounds.controls.destination,
      nowMs,
      random,
      frame: (frameMs) => grounds.controls.frame(frameMs),
      pickedUp: (kind) => this.sounds.pickUp(kind.rarity),
    });
    this.#playIfReady();
  }

  #playIfReady(): void {
    if (this.#open && this.#grounds?.hunt !== undefined) hudStore.setState({ phase: { at: "playing" } });
  }

  #dropGrounds(): void {
    this.#grounds?.hunt?.destroy();
    this.#grounds?.controls.close();
    this.#grounds?.terrain.close();
    this.#grounds = undefined;
  }

  #currentWorld(): GameWorld {
    if (this.#world === undefined) throw new Error("there is no world before the welcome");
    return this.#world;
  }

  #awarded({ kind, value, tileX, tileY, standing }: Award): void {
    hudStore.setState({ standing });
    const found = this.#kinds.get(kind);
    if (found !== undefined) this.#grounds?.hunt?.award(found, value, tileX, tileY);
    this.sounds.coin();
  }

  /** What need not be done each frame, and must be done while none are drawn. */
  #slowTick(): void {
    const world = this.#world;
    if (world === undefined) return;
    const nowMs = this.#options.nowMs();
    world.advance(nowMs);
    if (hudStore.getState().hidden !== world.view.omitted) hudStore.setState({ hidden: world.view.omitted });
    const wanted = world.names.wanted(world.view.movers.keys(), nowMs);
    if (wanted.length > 0) this.#connection.who(wanted, (names) => world.names.learn(names));
  }

  #remember(identity: Identity): void {
    this.#identity = identity;
    writeIdentity(localStorageIfAllowed(), identity);
  }
}

/** Who was here before, by this browser's memory. */
export function rememberedIdentity(): Identity {
  return readIdentity(localStorageIfAllowed());
}
