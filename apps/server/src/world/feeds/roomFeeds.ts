// The feeds of all viewed rooms: which gateways get them, and when each feed's next frame is due. A frame is encoded once,
// in the slot in which it is sent, for all gateways. A room has one feed for every few hundred viewers, because writing a
// frame to thousands of sockets takes tens of milliseconds and would reach the last ones stale.
import { RoomFrames, RoomStream } from "@doubloon/engine/interest/roomFrames";
import { selfState } from "@doubloon/engine/selfState";
import type { World } from "@doubloon/engine/world";
import type { MoverId, RoomId, WorldTimeMs } from "@doubloon/shared/ids";
import { type FeedId, feedIdOf, MAX_FEEDS_PER_ROOM } from "../../link/feedId.ts";
import type { GatewayId, WorldLink } from "../../link/port.ts";
import type { PlayerIndex } from "../playerIndex.ts";
import type { WorldObserver } from "../worldObserver.ts";
import { assignSteps, ENCODING_VIEWERS, type SteppedFeed, workBySteps, workOf } from "./feedSteps.ts";
import { type FrameRate, type RoomClass, rateAt, roomClasses, roomClassOf } from "./rateLadder.ts";
import { periodOf, SLOT_MS, SLOTS_PER_TICK, SlotWheel } from "./slotWheel.ts";

/** The viewers of a feed at one gateway. */
interface Viewers {
  count: number;
  /** Whether one of them waits for a keyframe. */
  needsKeyframe: boolean;
}

interface RoomFeed extends SteppedFeed {
  readonly id: FeedId;
  readonly stream: RoomStream;
  readonly viewers: Map<GatewayId, Viewers>;
  total: number;
  roomClass: RoomClass;
  rateHz: FrameRate | 0;
  omitted: number;
}

/** The frame rates of one room class. */
export interface RoomRates {
  readonly roomClass: RoomClass;
  /** Rooms with viewers. */
  readonly rooms: number;
  readonly viewers: number;
  /** Average frame rate of its feeds, weighted by viewers. */
  readonly rateHz: number;
  /** Movers omitted from the newest frames of its feeds, summed. */
  readonly hidden: number;
  /** Why the rates were last changed. */
  readonly reason: string;
}

export interface RoomFeedsOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly players: PlayerIndex;
  readonly observer: WorldObserver;
  readonly nowMs: () => number;
  readonly maxHz: FrameRate;
}

/** Most viewers of one feed, unless all feeds of a room are full: a few milliseconds of writes, less than a slot. */
export const MAX_VIEWERS_PER_FEED = 256;
/** A feed's first frame is sent within this many slots. */
const FIRST_WITHIN_SLOTS = 2 * SLOTS_PER_TICK;
/** Most slots of lateness that count. Added to the longest period it is still less than the wheel's size. */
const MAX_LATE_SLOTS = 100;
/** Frames that one core can write in a second, measured (docs/adr). */
const CORE_WRITES_PER_SECOND = 100_000;
/** A frame may follow the previous one this many slots early: a pause of 20 ms then costs no frames. */
const CATCH_UP_SLOTS = 4;

export class RoomFeeds {
  readonly wheel = new SlotWheel<RoomFeed>();
  readonly #options: RoomFeedsOptions;
  readonly #frames: RoomFrames;
  readonly #feeds = new Map<FeedId, RoomFeed>();
  /** The governor's level (see Pace) and the second for which it was last set. */
  #level = 0;
  #second = 0;

  constructor(options: RoomFeedsOptions) {
    this.#options = options;
    this.#frames = new RoomFrames(options.world);
  }

  /** Adds a viewer of a room at a gateway, who needs a keyframe, and returns the feed. `slot` is the last slot sent. */
  addViewer(room: RoomId, gateway: GatewayId, slot: number): FeedId {
    const id = this.#feedWithPlace(room);
    let feed = this.#feeds.get(id);
    if (feed === undefined) {
      feed = {
        id,
        stream: new RoomStream(room),
        viewers: new Map(),
        total: 0,
        roomClass: "quiet",
        rateHz: 0,
        omitted: 0,
        step: Math.ceil(this.#level),
        steppedAt: 0,
      };
      this.#feeds.set(id, feed);
      this.wheel.add(feed, this.wheel.lightestAfter(slot, FIRST_WITHIN_SLOTS), ENCODING_VIEWERS);
    }
    const viewers = feed.viewers.get(gateway);
    if (viewers === undefined) feed.viewers.set(gateway, { count: 1, needsKeyframe: true });
    else {
      viewers.count++;
      viewers.needsKeyframe = true;
    }
    feed.total++;
    return id;
  }

  removeViewer(id: FeedId, gateway: GatewayId): void {
    const feed = this.#feeds.get(id);
    const viewers = feed?.viewers.get(gateway);
    if (feed === undefined || viewers === undefined) return;
    feed.total--;
    if (--viewers.count === 0) feed.viewers.delete(gateway);
  }

  wantKeyframe(id: FeedId, gateway: GatewayId): void {
    const viewers = this.#feeds.get(id)?.viewers.get(gateway);
    if (viewers !== undefined) viewers.needsKeyframe = true;
  }

  /** Sends the frames that are due in a slot, `lateMs` after the slot's time. `timeMs` returns the world's current time. */
  send(slot: number, lateMs: number, timeMs: () => WorldTimeMs): void {
    const nowSlot = slot + Math.min(Math.floor(lateMs / SLOT_MS), MAX_LATE_SLOTS);
    for (const feed of this.wheel.take(slot)) {
      if (feed.total === 0) {
        this.#feeds.delete(feed.id);
      } else if (feed.stream.tick === this.#options.world.tick) {
        this.wheel.add(feed, slot + 1, workOf(feed));
      } else {
        this.#sendFrame(feed, timeMs());
        this.#schedule(feed, slot, nowSlot);
      }
    }
  }

  /** The work per second at each step of the rate ladder, in viewers. */
  work(): number[] {
    return workBySteps(this.#feeds.values(), this.#options.maxHz);
  }

  /** Sets the level of all feeds together. Call it once a second, even with the same level, because feeds take turns. */
  setLevel(level: number): void {
    this.#level = level;
    assignSteps(this.#feeds.values(), level, this.#options.maxHz, ++this.#second);
  }

  /** The frame rates of each room class; `reason` is why the level is what it is. */
  rates(reason: string): RoomRates[] {
    const { maxHz } = this.#options;
    const lower = Math.ceil(this.#level);
    return roomClasses.map((roomClass) => {
      const counted = new Set<RoomId>();
      let viewers = 0;
      let omitted = 0;
      let frames = 0;
      for (const feed of this.#feeds.values()) {
        if (feed.roomClass !== roomClass) continue;
        counted.add(feed.stream.room);
        viewers += feed.total;
        omitted += feed.omitted;
        frames += feed.total * rateAt(feed.step, roomClass, maxHz);
      }
      const rateHz =
        viewers === 0 ? rateAt(lower, roomClass, maxHz) : Math.round((10 * frames) / viewers) / 10;
      return { roomClass, rooms: counted.size, viewers, rateHz, hidden: omitted, reason };
    });
  }

  /** Each room's frames in tenths of a percent of what one core can write; rooms without viewers stay 0. */
  roomLoad(into: Uint8Array): void {
    for (const feed of this.#feeds.values()) {
      const { room } = feed.stream;
      const writes = workOf(feed) * rateAt(feed.step, feed.roomClass, this.#options.maxHz);
      into[room] = Math.min(255, into[room] + Math.ceil((1_000 * writes) / CORE_WRITES_PER_SECOND));
    }
  }

  /** The room's first feed with a free place; its first feed if all are full. */
  #feedWithPlace(room: RoomId): FeedId {
    for (let number = 0; number < MAX_FEEDS_PER_ROOM; number++) {
      const id = feedIdOf(room, number);
      if ((this.#feeds.get(id)?.total ?? 0) < MAX_VIEWERS_PER_FEED) return id;
    }
    return feedIdOf(room, 0);
  }

  #sendFrame(feed: RoomFeed, timeMs: WorldTimeMs): void {
    const { world, link, players, observer, nowMs } = this.#options;
    let needsKeyframe = false;
    for (const viewers of feed.viewers.values()) needsKeyframe ||= viewers.needsKeyframe;
    const before = nowMs();
    const frame = this.#frames.encode(feed.stream, timeMs, needsKeyframe);
    observer.encoded(nowMs() - before, frame.delta.length, frame.records, frame.omitted);
    feed.omitted = frame.omitted;
    feed.roomClass = roomClassOf(frame.inView);
    // Sent before the frame, so that they can be piggybacked on it.
    for (let i = 0; i < frame.unansweredCount; i++) {
      const mover = frame.unanswered[i] as MoverId;
      const controller = players.controllerOf(mover);
      if (controller?.feed === feed.id)
        link.gateway(controller.gateway).self(controller.session, selfState(world, mover));
    }
    for (const [gateway, viewers] of feed.viewers) {
      const keyframe = viewers.needsKeyframe ? frame.keyframe : undefined;
      viewers.needsKeyframe = false;
      link.gateway(gateway).frame(feed.id, world.tick, frame.delta, keyframe);
    }
  }

  // A feed keeps its phase, give or take a slot, while its rate stays the same; with a new rate it gets a new phase. A frame
  // that is more than CATCH_UP_SLOTS late is not caught up with: the next one is due a period after this one was sent (load
  // shedding). A server with a tenth too much work then sends a tenth fewer frames, and is never later than a tenth of a
  // period plus the catch-up.
  #schedule(feed: RoomFeed, slot: number, nowSlot: number): void {
    const rateHz = rateAt(feed.step, feed.roomClass, this.#options.maxHz);
    const period = periodOf(rateHz);
    const weight = workOf(feed);
    const lostSlots = nowSlot - slot - CATCH_UP_SLOTS;
    let next = slot + period + lostSlots;
    if (feed.rateHz !== rateHz) next = this.wheel.lightestAfter(nowSlot + period / 2, period / 2);
    else if (lostSlots <= 0) next = this.wheel.again(period, weight);
    this.wheel.add(feed, next, weight);
    feed.rateHz = rateHz;
  }
}
