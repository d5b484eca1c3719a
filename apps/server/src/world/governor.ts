// How often rooms are sent frames: lowered when world or gateways fall behind, crowded rooms first, raised again when
// there is room. A pure function of what was measured, once a second.

export const roomClasses = ["quiet", "busy", "crowded"] as const;
/** Rooms by movers in view. */
export type RoomClass = (typeof roomClasses)[number];

/** The rates there are, in frames a second. */
export const frameRates = [20, 10, 5, 4, 2] as const;
export type FrameRate = (typeof frameRates)[number];

/** What changes rates: a world or a gateway that is late, or that nothing has been late for a while. */
export type PaceCause = "none" | "world" | "gateway" | "recovery";

export interface Pace {
  /** Step of the ladder: 0 is full rate. */
  readonly level: number;
  /** Why the level was last changed: in words, and by what. */
  readonly reason: string;
  readonly cause: PaceCause;
  /** Seconds on end that something was too late, and that nothing was. */
  readonly hotSeconds: number;
  readonly coolSeconds: number;
  /** Seconds since the level was last changed. */
  readonly heldSeconds: number;
  /** Seconds that nothing must be late before the level is raised: many more after each raise that did not last. */
  readonly patienceSeconds: number;
}

/** The worst of one second. */
export interface Load {
  /** Median lateness of the world's slots, in ms. */
  readonly worldMs: number;
  /** Event-loop delay of the gateway that fares worst, in ms. */
  readonly gatewayMs: number;
  /** Part of the second in which the event loops of the world and of the busiest gateway were busy, 0 to 1. */
  readonly worldBusy: number;
  readonly gatewayBusy: number;
  /** How many times as many frames would be due one step higher. */
  readonly growth: number;
}

const LADDER: readonly Readonly<Record<RoomClass, FrameRate>>[] = [
  { quiet: 20, busy: 20, crowded: 20 },
  { quiet: 10, busy: 10, crowded: 5 },
  { quiet: 10, busy: 5, crowded: 4 },
  { quiet: 5, busy: 5, crowded: 4 },
  { quiet: 5, busy: 4, crowded: 2 },
  { quiet: 4, busy: 4, crowded: 2 },
  { quiet: 2, busy: 2, crowded: 2 },
];
/**
 * Frames are made up for by 20 ms; beyond that a room's next one is due by when its last one was sent, so lateness says how
 * much too much there is to do: of a period of 100 ms, 20 and 25 ms are a quarter too much. A late frame is no old one, for
 * it is encoded when it is sent.
 */
const HOT_WORLD_MS = 45;
const HOT_GATEWAY_MS = 15;
const COOL_WORLD_MS = 8;
const COOL_GATEWAY_MS = 8;
/** A gateway whose event loop has no more time than this left is late now and then, in bursts that its delay hardly shows. */
const HOT_GATEWAY_BUSY = 0.93;
/**
 * No step is raised that would ask for so much of an event loop, were all of its work frames. Not all of it is, so the
 * world's part may be more than the whole: what is too much all the same is found by trying. A world encodes frames when
 * it sends them, so that being busy makes none of them old; a gateway has them wait.
 */
const MOST_WORLD_BUSY = 1.2;
const MOST_GATEWAY_BUSY = 0.9;
/** With so little of that a raise is safe, and nobody need wait for it: many have left, say. */
const SAFE_PART = 0.5;
/** One bad second may be a single pause; two are load, and so is one that is worse by far. */
const HOT_SECONDS = 2;
const FAR_TOO_LATE = 4;
const LEAST_PATIENCE_SECONDS = 2;
/** A trial that fails is seconds of late frames, so failures must be rare: each makes the wait for the next longer. */
const IMPATIENCE = 4;
const MOST_PATIENCE_SECONDS = 256;
/** A raise that is taken back within this time was one too many; one that lasts six times as long was right. */
const TRIAL_SECONDS = 10;
const SETTLED_SECONDS = 60;
const BUSY_FROM = 31;
const CROWDED_FROM = 121;

export const fullPace: Pace = {
  level: 0,
  reason: "full rate",
  cause: "none",
  hotSeconds: 0,
  coolSeconds: 0,
  heldSeconds: 0,
  patienceSeconds: LEAST_PATIENCE_SECONDS,
};

/** The class of a room with so many movers in view. */
export function roomClassOf(inView: number): RoomClass {
  return inView >= CROWDED_FROM ? "crowded" : inView >= BUSY_FROM ? "busy" : "quiet";
}

/** Frames a second for rooms of a class; never more than `most`. */
export function rateOf(pace: Pace, roomClass: RoomClass, most: FrameRate): FrameRate {
  return Math.min(LADDER[pace.level][roomClass], most) as FrameRate;
}

/** The pace one step higher; the same at full rate. */
export function raised(pace: Pace): Pace {
  return { ...pace, level: Math.max(0, pace.level - 1) };
}

/** The pace of the next second. */
export function govern(former: Pace, load: Load): Pace {
  const pace = held(former);
  const why = whyHot(load);
  if (why !== undefined) return whenHot(pace, load, why);
  const wouldAsk =
    load.growth * Math.max(load.worldBusy / MOST_WORLD_BUSY, load.gatewayBusy / MOST_GATEWAY_BUSY);
  const cool = load.worldMs <= COOL_WORLD_MS && load.gatewayMs <= COOL_GATEWAY_MS && wouldAsk <= 1;
  if (!cool || pace.level === 0) return { ...pace, hotSeconds: 0, coolSeconds: 0 };
  const coolSeconds = pace.coolSeconds + 1;
  const patience = wouldAsk <= SAFE_PART ? LEAST_PATIENCE_SECONDS : pace.patienceSeconds;
  if (coolSeconds < patience) return { ...pace, hotSeconds: 0, coolSeconds };
  return changed(pace, raised(pace).level, "recovery", `in time for ${coolSeconds} s`);
}

function held(pace: Pace): Pace {
  const heldSeconds = pace.heldSeconds + 1;
  const provedRight = pace.cause === "recovery" && heldSeconds >= SETTLED_SECONDS;
  return {
    ...pace,
    heldSeconds,
    patienceSeconds: provedRight ? LEAST_PATIENCE_SECONDS : pace.patienceSeconds,
  };
}

/** What is too much, and in words; undefined if nothing is. */
function whyHot({ worldMs, gatewayMs, gatewayBusy }: Load): Pick<Pace, "cause" | "reason"> | undefined {
  if (worldMs > HOT_WORLD_MS) return { cause: "world", reason: `world ${Math.round(worldMs)} ms late` };
  if (gatewayMs > HOT_GATEWAY_MS)
    return { cause: "gateway", reason: `gateway ${Math.round(gatewayMs)} ms late` };
  if (gatewayBusy <= HOT_GATEWAY_BUSY) return undefined;
  return { cause: "gateway", reason: `gateway ${Math.round(100 * gatewayBusy)} % busy` };
}

function whenHot(pace: Pace, load: Load, { cause, reason }: Pick<Pace, "cause" | "reason">): Pace {
  const hotSeconds = pace.hotSeconds + 1;
  const tooLate = Math.max(load.worldMs / HOT_WORLD_MS, load.gatewayMs / HOT_GATEWAY_MS);
  const enough = tooLate > FAR_TOO_LATE ? 1 : HOT_SECONDS;
  if (hotSeconds < enough || pace.level === LADDER.length - 1) return { ...pace, hotSeconds, coolSeconds: 0 };
  const lowered = changed(pace, pace.level + 1, cause, reason);
  const failedRaise = pace.cause === "recovery" && pace.heldSeconds <= TRIAL_SECONDS;
  if (!failedRaise) return lowered;
  return {
    ...lowered,
    patienceSeconds: Math.min(IMPATIENCE * pace.patienceSeconds, MOST_PATIENCE_SECONDS),
  };
}

function changed(pace: Pace, level: number, cause: PaceCause, reason: string): Pace {
  return { ...pace, level, cause, reason, hotSeconds: 0, coolSeconds: 0, heldSeconds: 0 };
}
