// Which gateways watch which rooms, by which feeds, and when each feed's next frame is due. Frames are encoded in the
// slot in which they are sent, once each, whatever the number of gateways. A room has one feed, and one more for every
// few hundred viewers: a frame to thousands of sockets would take tens of milliseconds, and reach the last of them stale.
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

/** Who gets a feed at one gateway. */
interface Viewers {
  count: number;
  /** Whether somebody there waits for a keyframe. */
  wanting: boolean;
}

interface RoomFeed extends SteppedFeed {
  readonly id: FeedId;
  readonly stream: RoomStream;
  readonly viewers: Map<GatewayId, Viewers>;
  total: number;
  roomClass: RoomClass;
  rateHz: FrameRate | 0;
  hidden: number;
}

/** How the rooms of one class fare. */
export interface RoomPace {
  readonly roomClass: RoomClass;
  /** Rooms with viewers. */
  readonly rooms: number;
  readonly viewers: number;
  /** Of its feeds, by their viewers, on average. */
  readonly rateHz: number;
  /** Movers left out of the feeds' newest frames, summed. */
  readonly hidden: number;
  /** Why the rates were last changed. */
  readonly reason: string;
}

export interface RoomFeedsOptions {
  readonly world: World;
  readonly link: WorldLink;
  readonly roster: PlayerIndex;
  readonly observer: WorldObserver;
  readonly nowMs: () => number;
  readonly mostHz: FrameRate;
}

/** Viewers of one feed, unless all feeds that a room can have are full: some milliseconds of writes, less than a slot. */
export const MOST_VIEWERS = 256;
/** A feed's first frame comes within this many slots, so that nobody waits long for it. */
const FIRST_WITHIN_SLOTS = 2 * SLOTS_PER_TICK;
/** With the longest period it is less than the wheel goes round. */
const MOST_LATE_SLOTS = 100;
/** A frame may follow its predecessor by so much less than a period: so a pause of 20 ms costs no frames. */
const MADE_UP_SLOTS = 4;

export class RoomFeeds {
  readonly wheel = new SlotWheel<RoomFeed>();
  readonly #options: RoomFeedsOptions;
  readonly #frames: RoomFrames;
  readonly #feeds = new Map<FeedId, RoomFeed>();
  /** The governor's level, see Pace, and the second that it was last set for. */
  #level = 0;
  #second = 0;

  constructor(options: RoomFeedsOptions) {
    this.#options = options;
    this.#frames = new RoomFrames(options.world);
  }

  /** One more viewer of a room at a gateway, who needs a keyframe: by which feed. `slot` is the last one sent. */
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
        hidden: 0,
        step: Math.ceil(this.#level),
        steppedAt: 0,
      };
      this.#feeds.set(id, feed);
      this.wheel.add(feed, this.wheel.lightestAfter(slot, FIRST_WITHIN_SLOTS), ENCODING_VIEWERS);
    }
    const viewers = feed.viewers.get(gateway);
    if (viewers === undefined) feed.viewers.set(gateway, { count: 1, wanting: true });
    else {
      viewers.count++;
      viewers.wanting = true;
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
    if (viewers !== undefined) viewers.wanting = true;
  }

  /**
   * Sends the frames that are due in a slot, which comes `lateMs` after its time. `timeMs` gives the world's time at the
   * moment it is called.
   */
  send(slot: number, lateMs: number, timeMs: () => WorldTimeMs): void {
    const nowSlot = slot + Math.min(Math.floor(lateMs / SLOT_MS), MOST_LATE_SLOTS);
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

  /** Work a second that is due at each whole step of the ladder of rates, in viewers. */
  work(): number[] {
    return workBySteps(this.#feeds.values(), this.#options.mostHz);
  }

  /** Sets the level at which all feeds together are served; to be called once a second, since feeds take turns. */
  setLevel(level: number): void {
    this.#level = level;
    assignSteps(this.#feeds.values(), level, this.#options.mostHz, ++this.#second);
  }

  /** How the rooms of each class fare; `reason` is why the level is what it is. */
  pace(reason: string): RoomPace[] {
    const { mostHz } = this.#options;
    const lower = Math.ceil(this.#level);
    return roomClasses.map((roomClass) => {
      const counted = new Set<RoomId>();
      let viewers = 0;
      let hidden = 0;
      let frames = 0;
      for (const feed of this.#feeds.values()) {
        if (feed.roomClass !== roomClass) continue;
        counted.add(feed.stream.room);
        viewers += feed.total;
        hidden += feed.hidden;
        frames += feed.total * rateAt(feed.step, roomClass, mostHz);
      }
      const rateHz =
        viewers === 0 ? rateAt(lower, roomClass, mostHz) : Math.round((10 * frames) / viewers) / 10;
      return { roomClass, rooms: counted.size, viewers, rateHz, hidden, reason };
    });
  }

  /** The first of the room's feeds that has a place left; its first if none has. */
  #feedWithPlace(room: RoomId): FeedId {
    for (let number = 0; number < MAX_FEEDS_PER_ROOM; number++) {
      const id = feedIdOf(room, number);
      if ((this.#feeds.get(id)?.total ?? 0) < MOST_VIEWERS) return id;
    }
    return feedIdOf(room, 0);
  }

  #sendFrame(feed: RoomFeed, timeMs: WorldTimeMs): void {
    const { world, link, roster, observer, nowMs } = this.#options;
    let wanting = false;
    for (const viewers of feed.viewers.values()) wanting ||= viewers.wanting;
    const before = nowMs();
    const frame = this.#frames.encode(feed.stream, timeMs, wanting);
    observer.encoded(nowMs() - before, frame.delta.length, frame.records, frame.hidden);
    feed.hidden = frame.hidden;
    feed.roomClass = roomClassOf(frame.inView);
    // In front of the frame, so that they can ride on it.
    for (let i = 0; i < frame.unansweredCount; i++) {
      const mover = frame.unanswered[i] as MoverId;
      const lead = roster.controllerOf(mover);
      if (lead?.feed === feed.id) link.gateway(lead.gateway).self(lead.session, selfState(world, mover));
    }
    for (const [gateway, viewers] of feed.viewers) {
      const keyframe = viewers.wanting ? frame.keyframe : undefined;
      viewers.wanting = false;
      link.gateway(gateway).frame(feed.id, world.tick, frame.delta, keyframe);
    }
  }

  // While its rate stays a feed keeps its phase, give or take a slot; with another rate it finds itself a new one. Later
  // than what is made up for, its next frame is due by when this one was sent, not by when it should have been: what there
  // is no time for is left out, so that a server with a tenth too much to do sends a tenth less and is never late by more
  // than that part of a period and what is made up for.
  #schedule(feed: RoomFeed, slot: number, nowSlot: number): void {
    const rateHz = rateAt(feed.step, feed.roomClass, this.#options.mostHz);
    const period = periodOf(rateHz);
    const weight = workOf(feed);
    const lostSlots = nowSlot - slot - MADE_UP_SLOTS;
    let next = slot + period + lostSlots;
    if (feed.rateHz !== rateHz) next = this.wheel.lightestAfter(nowSlot + period / 2, period / 2);
    else if (lostSlots <= 0) next = this.wheel.again(period, weight);
    this.wheel.add(feed, next, weight);
    feed.rateHz = rateHz;
  }
}
