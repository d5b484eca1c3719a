// One bot: a hunter with a connection. It goes to hunts, roams between them, and rejoins as the same player until it leaves.
import { randomBytes } from "node:crypto";
import { errorText } from "@doubloon/shared/errorText";
import { poseOf } from "@doubloon/shared/hunt/pose";
import type { InputSeq, MoverId } from "@doubloon/shared/ids";
import { Gait, gaitOf, Intent } from "@doubloon/shared/movement";
import type { Hello, MapInfo, Welcome } from "@doubloon/shared/protocol/events";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { makeChunkGrid } from "@doubloon/shared/space";
import { nextSeq } from "@doubloon/shared/time";
import { RoomView } from "@doubloon/shared/view/roomView";
import { decodeFrame } from "@doubloon/shared/wire/frameReader";
import { WireKind } from "@doubloon/shared/wire/kinds";
import { decodeReading } from "@doubloon/shared/wire/reading";
import { decodeSelf } from "@doubloon/shared/wire/self";
import { WireError } from "@doubloon/shared/wire/wireError";
import { JOIN_TIMEOUT_MS, RESYNC_AGAIN_MS } from "../client/clientTimes.ts";
import { type CloseReason, Connection, type ConnectionListener } from "../client/connection.ts";
import { ContentCache } from "../client/contentCache.ts";
import { InputFrame } from "../client/inputFrame.ts";
import { rejoinDelayMs } from "../client/rejoinDelay.ts";
import { type HuntAct, HuntBrain } from "../hunting/huntBrain.ts";
import { HuntGrounds } from "../hunting/huntGround.ts";
import type { Target } from "../lib/target.ts";
import { fetchWalkableMap } from "../walking/walkableMap.ts";
import { makeReadBuffer } from "../ws/rawWebSocket.ts";
import { makeUpgrade, type Upgrade } from "../ws/upgrade.ts";
import { Hunter, type HunterGoal } from "./hunter.ts";

/** Shared by all bots of a process. */
export interface BotContext {
  readonly target: Target;
  readonly content: ContentCache;
  readonly upgrade: Upgrade;
  readonly readBuffer: Uint8Array;
  readonly nowMs: () => number;
  readonly random: () => number;
  /** The ground of hunts, fetched when the first bot is called to one; undefined until it is here. */
  readonly grounds: (map: MapInfo) => HuntGrounds | undefined;
}

const ACK_AFTER_MS = 1_900;
/** How often a bot in a hunt decides. */
const HUNT_DECIDE_MS = [350, 700] as const;
/** Early frames that are kept; more leave a gap, which a keyframe closes. */
const MAX_EARLY = 16;
/** Delay after a refusal that names none; a restarted server may accept the bot. */
const REFUSED_WAIT_MS = 30_000;

/** The context of bots on one server. */
export function makeBotContext(target: Target, random: () => number): BotContext {
  return {
    target,
    content: new ContentCache(target),
    upgrade: makeUpgrade(target),
    readBuffer: makeReadBuffer(),
    nowMs: () => performance.now(),
    random,
    grounds: makeGrounds(target),
  };
}

function makeGrounds(target: Target): BotContext["grounds"] {
  let grounds: HuntGrounds | undefined;
  let fetching: string | undefined;
  return (map) => {
    if (fetching !== map.url) {
      fetching = map.url;
      grounds = undefined;
      fetchWalkableMap(target, map, true).then(
        (walkable) => {
          if (fetching === map.url) grounds = new HuntGrounds(walkable);
        },
        // The next bot that is called tries again.
        () => {
          if (fetching === map.url) fetching = undefined;
        },
      );
    }
    return grounds;
  };
}

export class Bot implements ConnectionListener {
  readonly #context: BotContext;
  readonly #name: string;
  readonly #hunter: Hunter;
  readonly hunting: HuntBrain;
  readonly #input = new InputFrame();
  #connection: Connection | undefined;
  #token: string | undefined;
  #refusedToken: string | undefined;
  #mover: MoverId | undefined;
  #view: RoomView | undefined;
  #map: MapInfo | undefined;
  /** The walk that it was sent on last in a hunt. */
  #walk: { readonly x: number; readonly y: number } | undefined;
  #seq: InputSeq | undefined;
  /** Frames that arrived before the map's size was known. */
  readonly #early: Uint8Array[] = [];
  #failures = 0;
  /** When to decide next; while not playing, when to join or to give up joining. */
  #nextMs: number;
  #sentAtMs = 0;
  #resyncAtMs = 0;

  /** Joins at `joinAtMs`, once `step` is called. */
  constructor(context: BotContext, name: string, joinAtMs: number) {
    this.#context = context;
    this.#name = name;
    this.#hunter = new Hunter(context.random);
    this.hunting = new HuntBrain(context.random, () => randomBytes(16).toString("hex"));
    this.#nextMs = joinAtMs;
  }

  /** To be called several times a second. */
  step(nowMs: number): void {
    if (nowMs >= this.#nextMs) {
      if (this.#connection === undefined) this.#join(nowMs);
      else if (this.#view === undefined) this.#connection.drop("joining took too long");
      else this.#decide(this.#connection, this.#view, nowMs);
    } else if (this.#connection?.idle && this.#view && nowMs - this.#sentAtMs >= ACK_AFTER_MS) {
      this.#connection.send(this.#input.ack(this.#view.tick));
      this.#sentAtMs = nowMs;
    }
  }

  leave(): void {
    this.#nextMs = Number.POSITIVE_INFINITY;
    this.#connection?.leave();
  }

  opened(): void {}
  text(): void {}
  pinged(): void {}

  welcomed(welcome: Welcome, nowMs: number): void {
    this.#token = welcome.token;
    this.#mover = welcome.mover;
    this.#failures = 0;
    this.#sentAtMs = nowMs;
    // After a takeover of the world this is the second welcome: view and numbers start anew.
    this.#seq = undefined;
    this.#view = undefined;
    this.#walk = undefined;
    this.#early.length = 0;
    this.#nextMs = nowMs + JOIN_TIMEOUT_MS;
    this.#begin(welcome.contentUrl).catch((error: unknown) => this.#connection?.drop(errorText(error)));
  }

  /** Starts to decide once the map's size is known, after applying the early frames. */
  async #begin(contentUrl: string): Promise<void> {
    const connection = this.#connection;
    const { map } = await this.#context.content.get(contentUrl);
    if (this.#connection !== connection) return;
    this.#map = map;
    this.#view = new RoomView(makeChunkGrid(map.widthTiles, map.heightTiles));
    for (const frame of this.#early.splice(0)) this.#takeMessage(this.#view, frame, this.#context.nowMs());
    this.#nextMs = this.#context.nowMs();
  }

  binary(bytes: Uint8Array, start: number, end: number, _frameBytes: number, nowMs: number): void {
    const message = bytes.subarray(start, end);
    if (message[0] !== WireKind.self && message[0] !== WireKind.reading && this.#view === undefined) {
      if (this.#early.length < MAX_EARLY) this.#early.push(message.slice());
      return;
    }
    this.#takeMessage(this.#view, message, nowMs);
  }

  #takeMessage(view: RoomView | undefined, message: Uint8Array, nowMs: number): void {
    try {
      if (message[0] === WireKind.self) this.#seq ??= decodeSelf(message).ack;
      else if (message[0] === WireKind.reading) this.hunting.takeReading(decodeReading(message));
      else if (view?.apply(decodeFrame(message)) === "gap") this.#resync(view, nowMs);
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      this.#connection?.drop(error.message);
    }
  }

  closed(reason: CloseReason): void {
    const { nowMs, random } = this.#context;
    this.#connection = undefined;
    this.#view = undefined;
    this.#early.length = 0;
    this.hunting.reset();
    if (reason.kind === "refused" && reason.refusal.code === "tokenInvalid") {
      // Kept: if the next token is refused too, the server may know this one again.
      [this.#token, this.#refusedToken] = [this.#refusedToken, this.#token];
    }
    this.#nextMs = nowMs() + (rejoinDelayMs(reason, this.#failures++, random) ?? REFUSED_WAIT_MS);
  }

  #join(nowMs: number): void {
    const { target, upgrade, readBuffer, nowMs: clock } = this.#context;
    this.#nextMs = nowMs + JOIN_TIMEOUT_MS;
    this.#seq = undefined;
    const hello: Hello = { version: PROTOCOL_VERSION, name: this.#name, bot: true };
    this.#connection = new Connection(
      {
        target,
        upgrade,
        hello: this.#token === undefined ? hello : { ...hello, token: this.#token },
        nowMs: clock,
        readBuffer,
      },
      this,
    );
  }

  #decide(connection: Connection, view: RoomView, nowMs: number): void {
    if (this.#mover === undefined || this.#seq === undefined || !connection.idle) return;
    const act = this.#huntAct(view, this.#mover, nowMs);
    if (act !== undefined) {
      const [least, most] = HUNT_DECIDE_MS;
      this.#nextMs = nowMs + least + this.#context.random() * (most - least);
      this.#carryOut(act, connection, view, this.#seq, nowMs);
      return;
    }
    this.#walk = undefined;
    const goal = this.#hunter.decide(view, this.#mover);
    this.#nextMs = nowMs + goal.decideAfterMs;
    if (goal.intent === "same") return;
    this.#seq = nextSeq(this.#seq);
    connection.send(this.#inputFor(goal, this.#seq, view));
    this.#sentAtMs = nowMs;
  }

  /** What the hunt asks for; undefined if there is none, or the bot cannot go there. */
  #huntAct(view: RoomView, mover: MoverId, nowMs: number): HuntAct | undefined {
    const self = view.movers.get(mover);
    if (self === undefined || this.#map === undefined || !this.hunting.called) return undefined;
    const grounds = this.#context.grounds(this.#map);
    if (grounds === undefined) return undefined;
    const { motion } = self.last;
    const body = {
      x: self.xAt(view.tick),
      y: self.yAt(view.tick),
      tick: view.tick,
      standing: gaitOf(motion) === Gait.stopped,
      pose: poseOf(motion),
    };
    // A walk goes on until it ends.
    if (!body.standing && this.#walk !== undefined) return { kind: "wait" };
    return this.hunting.next(body, grounds, nowMs);
  }

  #carryOut(act: HuntAct, connection: Connection, view: RoomView, seq: InputSeq, nowMs: number): void {
    if (act.kind === "wait") return;
    if (act.kind === "ask") connection.ask(act.request);
    else {
      this.#seq = nextSeq(seq);
      this.#walk = act.kind === "walk" ? act : undefined;
      connection.send(
        act.kind === "walk"
          ? this.#input.point(this.#seq, view.tick, act.x, act.y)
          : this.#input.act(this.#seq, view.tick, act.kind),
      );
    }
    this.#sentAtMs = nowMs;
  }

  #inputFor(goal: Exclude<HunterGoal, { intent: "same" }>, seq: InputSeq, { tick }: RoomView): Uint8Array {
    if (goal.intent === Intent.heading) return this.#input.heading(seq, tick, goal.heading);
    if (goal.intent === Intent.point) return this.#input.point(seq, tick, goal.x, goal.y);
    return this.#input.stop(seq, tick);
  }

  #resync(view: RoomView, nowMs: number): void {
    if (!this.#connection?.idle || nowMs - this.#resyncAtMs < RESYNC_AGAIN_MS) return;
    this.#connection.send(this.#input.resync(view.tick));
    this.#resyncAtMs = nowMs;
  }
}
