// One player's session, from pressing Play until they leave: connection, world, map session and HUD state, wired
// together. Survives lost connections. Draws nothing itself.
import { errorText } from "@doubloon/shared/errorText";
import type { LootKind } from "@doubloon/shared/loot";
import type { Award, GameContent, Welcome } from "@doubloon/shared/protocol/events";
import { refusals } from "@doubloon/shared/protocol/refusals";
import { TILE_SUB } from "@doubloon/shared/space";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { Sounds } from "../audio/sounds.ts";
import { addInfo, addNotice, hudStore, type Phase } from "../hud/hudStore.ts";
import { invitationText, waveText } from "../hud/hunt/bannerText.ts";
import { isInTutorial } from "../hud/tutorial/tutorial.ts";
import { openChart } from "../hunting/chart/openChart.ts";
import { HuntSession } from "../hunting/huntSession.ts";
import { makeNonces } from "../hunting/nonces.ts";
import { Connection, type ConnectionState } from "../net/connection.ts";
import { ContentLoader } from "../net/contentLoader.ts";
import { fetchContent } from "../net/fetchContent.ts";
import { fetchQueueStatus } from "../net/fetchQueueStatus.ts";
import { onWake } from "../net/onWake.ts";
import { isMotionReduced, preferences } from "../preferences/preferences.ts";
import type { HuntStage } from "../scenes/huntModel.ts";
import { GameWorld } from "../world/gameWorld.ts";
import type { ActIntent } from "../world/prediction.ts";
import { connectionPhase, lateMove } from "./connectionPhase.ts";
import { Credentials } from "./credentials.ts";
import { HuntWatch } from "./huntWatch.ts";
import type { Identity } from "./identity.ts";
import { InkWatch } from "./inkWatch.ts";
import { MapSession, type Scenes } from "./mapSession.ts";
import type { TokenChoice } from "./tokenChoice.ts";

const SLOW_TICK_MS = 250;

export interface GameSessionOptions {
  readonly stage: HTMLElement;
  readonly identity: Identity;
  /** The tokens of this page load; they outlive the session. */
  readonly tokens: TokenChoice;
  /** Remembers the player between visits; undefined if the browser allows none. */
  readonly storage: Storage | undefined;
  readonly scenes: Scenes;
  readonly nowMs: () => number;
  readonly random: () => number;
}

export class GameSession {
  readonly #options: GameSessionOptions;
  readonly #credentials: Credentials;
  readonly #sounds: Sounds;
  readonly #connection: Connection;
  readonly #content: ContentLoader;
  readonly #slowTimer: ReturnType<typeof setInterval>;
  readonly #stopWaking: () => void;
  #map: MapSession | undefined;
  readonly #hunt: HuntSession;
  readonly #watch: HuntWatch;
  #world: GameWorld | undefined;
  #open = false;
  /** Why the newest welcome continues the world before; undefined if it does not. */
  #goesOn: "takeover" | "move" | undefined;

  constructor(options: GameSessionOptions) {
    this.#options = options;
    const { identity, tokens, storage, nowMs, random } = options;
    this.#credentials = new Credentials(identity, tokens, storage);
    this.#sounds = new Sounds(identity.muted, () => preferences.getState().vibration && !isMotionReduced());
    this.#sounds.unlock();
    hudStore.setState({ phase: { at: "joining" }, name: identity.name ?? "", pingMs: undefined });
    this.#hunt = this.#openHunt();
    this.#watch = new HuntWatch(
      this.#hunt,
      openChart(nowMs, () => addNotice({ kind: "warning", text: "The chart failed. Reload the page." })),
      new InkWatch(storage, () => hudStore.getState().name, nowMs),
    );
    this.#content = new ContentLoader({
      fetchContent: (url) => fetchContent(url, document.baseURI),
      loaded: (welcome, content, early) => this.#begin(welcome, content, early),
      failed: (error) => this.#giveUp("The game data could not be loaded", error),
    });
    this.#connection = new Connection({
      url: window.location.origin,
      hello: () => this.#credentials.hello(),
      fetchQueueStatus: () => fetchQueueStatus(window.location.origin),
      nowMs,
      random,
      handlers: {
        changed: (state) => this.#connectionChanged(state),
        bytes: (bytes) => {
          if (bytes[0] === WireKind.reading) this.#hunt.reading(bytes);
          else if (!this.#content.buffer(bytes)) this.#world?.take(bytes, nowMs());
        },
        welcome: (welcome, again) => {
          this.#goesOn = again ? "takeover" : hudStore.getState().phase.at === "moving" ? "move" : undefined;
          this.#credentials.accepted(welcome);
          this.#hunt.welcomed();
          this.#content.load(welcome);
        },
        award: (award) => this.#awarded(award),
        standing: (standing) => hudStore.setState({ standing }),
        board: (board) => hudStore.setState({ board }),
        notice: addNotice,
        ...this.#hunt.handlers,
        roundTrip: (ms) => {
          this.#world?.roundTrip(ms);
          hudStore.setState({ pingMs: Math.max(1, Math.round(ms)) });
        },
      },
    });
    this.#stopWaking = onWake(() => this.#connection.wake());
    this.#slowTimer = setInterval(() => this.#slowTick(), SLOW_TICK_MS);
  }

  get world(): GameWorld | undefined {
    return this.#world;
  }

  /** The running scene; undefined until it has started. */
  get stage(): HuntStage | undefined {
    return this.#map?.stage;
  }

  lootKind(kind: number): LootKind | undefined {
    return this.#map?.lootKinds.get(kind);
  }

  /** Whether a tile is blocked; true for a tile that is not loaded. */
  blockedAt(tileX: number, tileY: number): boolean {
    return this.#map?.terrain.known.blockedAt(tileX, tileY) ?? true;
  }

  /** The hunt's part of the session. */
  get hunt(): HuntSession {
    return this.#hunt;
  }

  /** Ends the walk and digs, reads or shows an emote. */
  act(act: ActIntent): void {
    if (this.#open && this.#world !== undefined) this.#map?.controls.act(act);
  }

  retryNow(): void {
    this.#connection.retryNow();
  }

  setMuted(muted: boolean): void {
    this.#sounds.muted = muted;
    this.#credentials.setMuted(muted);
  }

  /** Releases keys and pointer and cancels the walk, for example when a dialog opens. */
  releaseControls(): void {
    this.#map?.controls.release();
  }

  close(): void {
    clearInterval(this.#slowTimer);
    this.#stopWaking();
    this.#content.cancel();
    this.#connection.close();
    this.#watch.close();
    this.#sounds.close();
    this.#map?.close();
    this.#map = undefined;
    this.#world = undefined;
  }

  #connectionChanged(state: ConnectionState): void {
    this.#open = state.state === "open";
    if (!this.#open) {
      this.#content.cancel();
      this.#hunt.detector.interrupt();
    }
    if (state.state === "ended") this.#ended(state);
    else if (state.state !== "open") this.#showPhaseOf(state);
    if (state.state === "waiting") hudStore.setState({ pingMs: undefined });
  }

  #showPhaseOf(state: Parameters<typeof connectionPhase>[0]): void {
    const { phase } = hudStore.getState();
    this.#showPhase(connectionPhase(state, phase, this.#world !== undefined, this.#options.nowMs()));
  }

  #showPhase(next: Phase): void {
    if (next.at === "reconnecting" && hudStore.getState().phase.at !== next.at) this.releaseControls();
    hudStore.setState({ phase: next, status: next.at === "moving" ? refusals.moving.text : undefined });
  }

  #ended({ refusal, action }: Extract<ConnectionState, { state: "ended" }>): void {
    const why = refusal.text;
    if (action === "replaced") {
      this.releaseControls();
      hudStore.setState({ phase: { at: "replaced", why } });
      return;
    }
    if (action === "forget" && this.#credentials.refused()) {
      this.#connection.reconnect();
      return;
    }
    this.close();
    hudStore.setState({
      phase: action === "reload" ? { at: "outdated", why } : { at: "start", refusal: why },
    });
  }

  /** Welcome and content are here: starts a new world, on the same map session if the content is the same. */
  #begin(welcome: Welcome, content: GameContent, early: readonly Uint8Array[]): void {
    const { name, playerId, standing, contentUrl } = welcome;
    const { nowMs } = this.#options;
    const known = this.#map?.contentUrl === contentUrl ? this.#map : undefined;
    const map = known ?? this.#openMap(content, contentUrl);
    const previous = this.#goesOn !== undefined && known !== undefined ? this.#world : undefined;
    if (previous === undefined) map.controls.release();
    this.#world = new GameWorld({
      previous,
      stopped: this.#goesOn === "move",
      welcome,
      grid: map.grid,
      terrain: map.terrain,
      send: (bytes) => this.#connection.send(bytes),
      nowMs: nowMs(),
    });
    for (const bytes of early) this.#world.take(bytes, nowMs());
    hudStore.setState({ name, playerId, standing, omitted: 0 });
    this.#playIfReady();
  }

  #openMap(content: GameContent, contentUrl: string): MapSession {
    const { stage, scenes, storage, nowMs, random } = this.#options;
    this.#map?.close();
    this.#map = new MapSession({
      stage,
      content,
      contentUrl,
      scenes,
      sounds: this.#sounds,
      storage,
      takesTap: ({ x, y }) => this.#hunt.takesTap(Math.floor(x / TILE_SUB), Math.floor(y / TILE_SUB)),
      world: () => this.#currentWorld(),
      nowMs,
      random,
      started: () => this.#playIfReady(),
      failed: (error) => this.#giveUp("The map could not be loaded", error),
    });
    return this.#map;
  }

  #openHunt(): HuntSession {
    return new HuntSession({
      send: (request) => this.#connection.requestHunt(request),
      read: () => this.act({ kind: "read" }),
      storage: this.#options.storage,
      sounds: this.#sounds,
      ownName: () => hudStore.getState().name,
      invite: ({ title }, seconds, way) => addInfo(invitationText(title, seconds, way)),
      waveBegins: (hunt) => addInfo(waveText(hunt)),
      isBusy: isInTutorial,
      nonce: makeNonces(this.#options.storage),
      unixMs: () => Date.now(),
    });
  }

  #giveUp(what: string, error: unknown): void {
    this.close();
    hudStore.setState({ phase: { at: "start", refusal: `${what}: ${errorText(error)}` } });
  }

  #playIfReady(): void {
    if (this.#open && this.stage !== undefined)
      hudStore.setState({ phase: { at: "playing" }, status: undefined });
  }

  #currentWorld(): GameWorld {
    if (this.#world === undefined) throw new Error("there is no world before the welcome");
    return this.#world;
  }

  #awarded({ kind, value, tileX, tileY, standing }: Award): void {
    hudStore.setState({ standing });
    const lootKind = this.lootKind(kind);
    if (lootKind !== undefined) this.stage?.award(lootKind, value, tileX, tileY);
    this.#sounds.coin();
  }

  /** Work that need not be done every frame, but must also be done while no frames are drawn. */
  #slowTick(): void {
    const world = this.#world;
    if (world === undefined) return;
    const nowMs = this.#options.nowMs();
    const late = lateMove(hudStore.getState().phase, nowMs);
    if (late !== undefined) this.#showPhase(late);
    world.advance(nowMs);
    this.#map?.look();
    if (this.#open) this.#watch.update(world, this.#map?.terrain, nowMs);
    const { omitted, movers } = world.view;
    if (hudStore.getState().omitted !== omitted) hudStore.setState({ omitted });
    const unknown = world.names.unknown(movers.keys(), nowMs);
    if (unknown.length > 0) this.#connection.requestNames(unknown, (names) => world.names.add(names));
  }
}
