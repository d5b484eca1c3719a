// The hunt's part of a session: takes the server's messages into huntStore, joins the hunt in whose zone the player stands,
// keeps readings and the own path. Opens no connection, draws nothing and reads no clock.
import { newHunter } from "@doubloon/shared/hunt/newHunter";
import type { Tick } from "@doubloon/shared/ids";
import type {
  Clue,
  Find,
  HuntBroadcasts,
  HuntEvents,
  HunterState,
  HuntRequest,
  HuntSummary,
  Hunts,
  Podium,
} from "@doubloon/shared/protocol/huntEvents";
import { decodeReading } from "@doubloon/shared/wire/reading";
import { WireError } from "@doubloon/shared/wire/wireError";
import { isReadFrom } from "./detector.ts";
import type { HuntSounds } from "./huntSounds.ts";
import {
  firstHuntState,
  type HuntState,
  huntStore,
  isInside,
  isLive,
  isSameClue,
  ownHunt,
  type ZoneWay,
} from "./huntStore.ts";
import { secondsUntil } from "./huntTimes.ts";
import { OwnPath } from "./ownPath.ts";
import { isSameReading, ReadingArchive } from "./readingArchive.ts";
import { ReadPress } from "./readPress.ts";
import { wayTo, wayToNearest } from "./zoneWay.ts";

/** A join without an answer is repeated after this. */
const JOIN_RETRY_MS = 4_000;
const MAX_FINDS = 6;
/** A hunt has a few clues a wave. */
const MAX_CLUES = 48;
const MAX_OWN_FINDS = 200;
/** Of readings that were not asked for and come within this time, such as a new team's, only the first is heard. */
const BURST_MS = 1_000;
/** A player who hunted before is told so at once; one who is told nothing for this long is new to hunts. */
const NEW_HUNTER_MS = 1_000;

export interface HuntSessionOptions {
  readonly send: (request: HuntRequest) => boolean;
  /** Sends the input that takes a reading. */
  readonly read: () => void;
  readonly storage: Storage | undefined;
  readonly sounds: HuntSounds;
  /** The player's name, as finds carry it. */
  readonly ownName: () => string;
  /** Tells the player of a hunt that was just announced, and of the way to its zone. */
  readonly invite: (hunt: HuntSummary, seconds: number, way: ZoneWay) => void;
  /** A wave of the player's own hunt begins. */
  readonly waveBegins: (hunt: HuntSummary) => void;
  /** The player is in the tutorial: no hunt is joined now. */
  readonly isBusy: () => boolean;
  /** The player's nonce for a hunt: 16 random bytes as hex. */
  readonly nonce: (hunt: number) => string;
  readonly unixMs: () => number;
}

/** The own player now. */
export interface OwnPlayer {
  readonly tick: Tick;
  readonly tileX: number;
  readonly tileY: number;
  /** Undefined while the player walks. */
  readonly pose: number | undefined;
  readonly nowMs: number;
}

export class HuntSession {
  readonly #options: HuntSessionOptions;
  readonly detector: ReadPress;
  readonly #archive: ReadingArchive;
  readonly #path = new OwnPath();
  readonly #joinTriedMs = new Map<number, number>();
  #at: { readonly tileX: number; readonly tileY: number } | undefined;
  /** Hunts that were announced, and that the player was not told of yet. */
  readonly #uninvited = new Set<number>();
  #untoldSinceMs: number | undefined;
  #nextFind = 1;
  /** When a reading was last heard, in Unix ms. */
  #heardMs = Number.NEGATIVE_INFINITY;
  /** When the last clue came or the connection began, in Unix ms. */
  #clueMs = Number.NEGATIVE_INFINITY;
  /** The hunt that the newest state of the hunter names; 0 for none. */
  #ownHunt = 0;
  #countedSecond = 0;

  constructor(options: HuntSessionOptions) {
    this.#options = options;
    this.detector = new ReadPress(options.read, options.sounds);
    this.#archive = new ReadingArchive(options.storage);
    huntStore.setState(firstHuntState);
  }

  /** A connection has begun: the server tells everything that concerns the player again. */
  welcomed(): void {
    this.#joinTriedMs.clear();
    this.#untoldSinceMs = undefined;
    this.detector.interrupt();
    this.#clueMs = this.#options.unixMs();
    huntStore.setState({ hunter: undefined, team: undefined, clues: [] });
  }

  /** The connection's listeners. */
  readonly handlers: HuntEvents & HuntBroadcasts = {
    hunts: (hunts) => this.#hunts(hunts),
    finds: (finds) => this.#finds(finds),
    hunter: (hunter) => this.#hunter(hunter),
    clue: (clue) => this.#clue(clue),
    team: (team) => huntStore.setState({ team: team.code === "" ? undefined : team }),
    ranking: (ranking) =>
      huntStore.setState(({ rankings }) => ({ rankings: { ...rankings, [ranking.name]: ranking } })),
    podium: (podium) => this.#podium(podium),
  };

  #hunts({ hunts, next }: Hunts): void {
    const before = huntStore.getState();
    const begun: Record<number, Tick> = {};
    for (const hunt of hunts) {
      const old = before.hunts.find((one) => one.hunt === hunt.hunt);
      const known = before.begun[hunt.hunt];
      if (known !== undefined) begun[hunt.hunt] = known;
      else if (hunt.phase === "running" && old?.phase === "countdown" && before.tick !== undefined)
        begun[hunt.hunt] = before.tick;
      const isNew = old === undefined && hunt.phase === "announced";
      if (isNew) this.#uninvited.add(hunt.hunt);
      const isNextWave = hunt.hunt === before.hunter?.hunt && old !== undefined && hunt.wave > old.wave;
      if (isNextWave) this.#options.waveBegins(hunt);
      const begins = hunt.phase === "running" && old?.phase === "countdown";
      if (isNew || begins || isNextWave) this.#options.sounds.horn();
    }
    huntStore.setState({ hunts, next, begun });
  }

  #finds(finds: readonly Find[]): void {
    const own = this.#options.ownName();
    huntStore.setState((state) => ({
      finds: [...finds.map((find) => ({ ...find, id: this.#nextFind++ })), ...state.finds].slice(
        0,
        MAX_FINDS,
      ),
      ownFinds: [
        ...state.ownFinds,
        ...finds.flatMap(({ by, tileX, tileY }) =>
          by.some(({ name }) => name === own) ? [`${tileX},${tileY}`] : [],
        ),
      ].slice(-MAX_OWN_FINDS),
    }));
  }

  #hunter(hunter: HunterState): void {
    // After a new connection the mark of the same hunt still holds.
    const sameHunt = hunter.hunt === this.#ownHunt;
    this.#ownHunt = hunter.hunt;
    huntStore.setState((state) => {
      const changed = state.hunter?.thread !== hunter.thread || state.hunter.hunt !== hunter.hunt;
      if (!changed) return { hunter };
      const readings = this.#archive.ofThread(hunter.hunt, hunter.thread, this.#options.unixMs());
      const ownReading = state.ownReading?.thread === hunter.thread ? state.ownReading : undefined;
      return { hunter, readings, ownReading, marked: sameHunt ? state.marked : undefined };
    });
  }

  #clue(clue: Clue): void {
    const { clues } = huntStore.getState();
    if (clues.some((one) => isSameClue(one, clue))) return;
    huntStore.setState({ clues: [...clues, clue].slice(-MAX_CLUES) });
    // A new thread's clues come at once, and after a new connection the server tells all of them again.
    const nowMs = this.#options.unixMs();
    if (nowMs - this.#clueMs >= BURST_MS) this.#options.sounds.clue();
    this.#clueMs = nowMs;
  }

  #podium(podium: Podium): void {
    const begun = huntStore.getState().begun[podium.hunt];
    huntStore.setState({ podium, path: this.#path.since(begun) });
    this.#options.sounds.podium();
  }

  /** Takes a binary reading. Returns false if it is malformed. */
  reading(bytes: Uint8Array): boolean {
    try {
      const reading = decodeReading(bytes);
      const { hunter, listening, readings } = huntStore.getState();
      const nowMs = this.#options.unixMs();
      const isOwn = this.#at !== undefined && isReadFrom(reading, this.#at.tileX, this.#at.tileY);
      const isAnswer = isOwn && listening !== undefined;
      // The server tells the readings of a thread again after each new connection.
      const isNews = isAnswer || !readings.some((one) => isSameReading(one, reading));
      this.#archive.add(hunter?.hunt ?? this.#ownHunt, reading, nowMs);
      if (isAnswer || (isNews && nowMs - this.#heardMs >= BURST_MS)) {
        this.#options.sounds.reading(reading.band);
        this.#heardMs = nowMs;
      }
      if (hunter === undefined || hunter.thread === reading.thread) {
        huntStore.setState(({ readings, readingsTaken }) => ({
          readingsTaken: readingsTaken + (isNews ? 1 : 0),
          readings: [
            ...readings.filter(({ cellX, cellY }) => cellX !== reading.cellX || cellY !== reading.cellY),
            reading,
          ],
          ...(isOwn ? { ownReading: reading } : {}),
        }));
      }
      if (isAnswer) this.detector.answered();
      return true;
    } catch (error) {
      if (error instanceof WireError) return false;
      throw error;
    }
  }

  /** Marks the crown with a tap, if the player asked to. Returns whether the tap was taken. */
  takesTap(tileX: number, tileY: number): boolean {
    if (!huntStore.getState().marking) return false;
    huntStore.setState({ marking: false });
    return this.mark(tileX, tileY);
  }

  /** Marks the crown where the player stands. */
  markHere(): void {
    huntStore.setState({ marking: false });
    if (this.#at !== undefined) this.mark(this.#at.tileX, this.#at.tileY);
  }

  mark(tileX: number, tileY: number): boolean {
    if (!this.request({ type: "mark", tileX, tileY })) return false;
    huntStore.setState({ marked: { tileX, tileY } });
    return true;
  }

  request(request: HuntRequest): boolean {
    return this.#options.send(request);
  }

  /** Call about four times a second. */
  update({ tick, tileX, tileY, pose, nowMs }: OwnPlayer): void {
    this.#at = { tileX, tileY };
    this.#path.add(tick, tileX, tileY);
    if (huntStore.getState().hunter === undefined) this.#awaitState(tick, nowMs);
    const state = huntStore.getState();
    const own = ownHunt(state);
    const way =
      own === undefined
        ? wayToNearest(state.hunts, tileX, tileY)
        : { hunt: own.hunt, ...wayTo(own.zone, tileX, tileY) };
    const { way: old } = state;
    const sameWay = way?.hunt === old?.hunt && way?.tiles === old?.tiles && way?.octant === old?.octant;
    huntStore.setState(sameWay ? { tick, pose } : { tick, pose, way });
    this.detector.update(tick, pose === undefined);
    this.#invite(state, tick, tileX, tileY);
    this.#join(state, tileX, tileY, nowMs);
    this.#countDown(state, tick);
  }

  #invite({ hunts }: HuntState, tick: Tick, tileX: number, tileY: number): void {
    for (const hunt of hunts) {
      if (!this.#uninvited.delete(hunt.hunt) || this.#options.isBusy()) continue;
      const way = { hunt: hunt.hunt, ...wayTo(hunt.zone, tileX, tileY) };
      this.#options.invite(hunt, secondsUntil(hunt.phaseEnds, tick), way);
    }
  }

  #awaitState(tick: Tick, nowMs: number): void {
    this.#untoldSinceMs ??= nowMs;
    if (nowMs - this.#untoldSinceMs >= NEW_HUNTER_MS) huntStore.setState({ hunter: newHunter(tick) });
  }

  #join(state: HuntState, tileX: number, tileY: number, nowMs: number): void {
    const { hunter, hunts } = state;
    // A tutorial's chest that the page has given up keeps nobody from a hunt.
    if (hunter === undefined || this.#options.isBusy()) return;
    const own = ownHunt(state);
    if (own !== undefined && isLive(own)) return;
    const here = hunts.find((hunt) => isLive(hunt) && isInside(hunt.zone, tileX, tileY));
    if (here === undefined || here.hunt === hunter.hunt) return;
    if (nowMs - (this.#joinTriedMs.get(here.hunt) ?? Number.NEGATIVE_INFINITY) < JOIN_RETRY_MS) return;
    const { send, nonce } = this.#options;
    if (send({ type: "join", hunt: here.hunt, nonce: nonce(here.hunt) }))
      this.#joinTriedMs.set(here.hunt, nowMs);
  }

  /** A beat for each of the last three seconds of the countdown. */
  #countDown(state: HuntState, tick: Tick): void {
    const own = ownHunt(state);
    if (own?.phase !== "countdown" || own.paused) return;
    const seconds = secondsUntil(own.phaseEnds, tick);
    if (seconds === this.#countedSecond || seconds < 1 || seconds > 3) return;
    this.#countedSecond = seconds;
    this.#options.sounds.countdown(seconds === 1);
  }
}
