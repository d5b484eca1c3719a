// How often rooms are sent frames: lowered when world or gateways fall behind, raised again by small shares when what
// frames cost now says that there is room. A pure function of what was measured, once a second. It knows no feed: which
// of them a share falls to is decided in feedSteps.ts.
import { LAST_STEP, levelFor, workAt } from "./rateLadder.ts";

/** What changes rates: a world or a gateway that is late, or that nothing has been late for a while. */
export type PaceCause = "none" | "world" | "gateway" | "recovery";

/** A raise that has yet to prove itself. */
interface Trial {
  readonly fromLevel: number;
  /** Lateness before it, as a part of what is too late. */
  readonly lateness: number;
  readonly secondsLeft: number;
}

export interface Pace {
  /**
   * Place on the ladder of rates: 0 is full rate, `LAST_STEP` the lowest. Between two steps, what follows the point is the
   * share of the work between them that is not done: at 3.25 three quarters of it are at step 3, the rest at step 4.
   */
  readonly level: number;
  /** Why the level was last changed: in words, and by what. */
  readonly reason: string;
  readonly cause: PaceCause;
  /** Seconds on end that something was too late, and that nothing was. */
  readonly hotSeconds: number;
  readonly coolSeconds: number;
  /** Seconds since the level was last changed. */
  readonly heldSeconds: number;
  /** Seconds that nothing must be late before the level is raised: more after each raise that did not last. */
  readonly patienceSeconds: number;
  readonly trial: Trial | undefined;
  /** The most work a second that was held without lateness: once a disturbance is over, rates return to it quickly. */
  readonly provenWork: number;
  /** The part of the tightest limit that one unit of work took in the last second. */
  readonly unitCost: number;
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
  /** Part of the time of all cores of the world's machine that anything took, 0 to 1; 0 if it is not known. */
  readonly machineBusy: number;
  /** Of all cores of that machine the part for which the event loops of the world and of all its gateways are busy. */
  readonly ownPart: number;
  /** Work a second (frames, weighed by what they take) that is due at each whole step of the ladder, in viewers. */
  readonly work: readonly number[];
}

/**
 * Frames are made up for by 20 ms; beyond that a room's next one is due by when its last one was sent, so lateness says how
 * much too much there is to do: of a period of 100 ms, 20 and 25 ms are a quarter too much. A late frame is no old one, for
 * it is encoded when it is sent.
 */
const HOT_WORLD_MS = 45;
const HOT_GATEWAY_MS = 10;
/** Rates are raised only while nothing is later than this part of what is too late: 8 and 6 ms. */
const COOL_WORLD_PART = 8 / HOT_WORLD_MS;
const COOL_GATEWAY_PART = 6 / HOT_GATEWAY_MS;
/** A gateway whose event loop has no more time than this left is late now and then, in bursts that its delay hardly shows. */
const HOT_GATEWAY_BUSY = 0.93;
/**
 * No raise may ask for more than these parts of an event loop, were all of its work frames. A world encodes frames when it
 * sends them, so that being busy makes none of them old; at a gateway frames wait, the longer the busier it is.
 */
const MOST_WORLD_BUSY = 1;
const MOST_GATEWAY_BUSY = 0.7;
/**
 * The same for the world's machine, where gateways share its cores: the fuller it is, the longer frames wait for a core at
 * each process that they come through. It counts if a good part of it is the server's own doing, or while delays show: a
 * busy host with many cores may have some to spare for this container.
 */
const MOST_MACHINE_BUSY = 0.6;
const OWN_MACHINE_PART = 0.25;
const CALM_GATEWAY_PART = 3 / HOT_GATEWAY_MS;
/** A raise takes at most this part of the room that is predicted, adds at most that share of the work, at least this. */
const PART_OF_ROOM = 1 / 3;
const MOST_SHARE = 0.25;
const LEAST_SHARE = 0.02;
/** Up to the proven work a raise may be larger: a neighbour has left the machine, and what was there before is there again. */
const MOST_PROVEN_SHARE = 0.5;
/** One bad second may be a single pause; two are load, and so is one that is worse by far. */
const HOT_SECONDS = 2;
const FAR_TOO_LATE = 4;
/** The shares of the work that are left out at a time: the more, the later things are. */
const CUT = 0.1;
const LARGE_CUT = 0.2;
const LARGEST_CUT = 0.4;
const LATE_TWICE = 2;
/** A raise is on trial for so many seconds; it has failed if lateness grows by more than half of what it was and shows. */
const TRIAL_SECONDS = 3;
const WORSE = 1.5;
/** In seconds: the wait for the next raise doubles with each that fails, and halves with each that lasts. */
const LEAST_PATIENCE_SECONDS = 1;
const MOST_PATIENCE_SECONDS = 64;
/** A level that has lasted for so many seconds without being late has proved itself. */
const PROVEN_SECONDS = 8;

export const fullPace: Pace = {
  level: 0,
  reason: "full rate",
  cause: "none",
  hotSeconds: 0,
  coolSeconds: 0,
  heldSeconds: 0,
  patienceSeconds: LEAST_PATIENCE_SECONDS,
  trial: undefined,
  provenWork: 0,
  unitCost: 0,
};

/** The pace of the next second. */
export function govern(former: Pace, load: Load): Pace {
  const lateness = Math.max(load.worldMs / HOT_WORLD_MS, load.gatewayMs / HOT_GATEWAY_MS);
  const cool =
    load.worldMs / HOT_WORLD_MS <= COOL_WORLD_PART && load.gatewayMs / HOT_GATEWAY_MS <= COOL_GATEWAY_PART;
  const why = whyHot(load);
  const due = workAt(former.level, load.work);
  const unitCost = due === 0 ? 0 : usedOf(load) / due;
  const pace = { ...held(former, cool ? due : 0), unitCost };
  if (pace.trial !== undefined && (why !== undefined || (!cool && lateness > WORSE * pace.trial.lateness))) {
    return takenBack(
      pace,
      pace.trial,
      load,
      why ?? { cause: "gateway", reason: "raising made frames later" },
    );
  }
  if (why !== undefined) return whenHot(pace, load, lateness, why);
  if (!cool || pace.level === 0) return { ...pace, hotSeconds: 0, coolSeconds: 0 };
  // What a pause took is no measure of what frames cost, but a second that cost more is believed for one more.
  return whenCool(pace, load, lateness, due * Math.max(unitCost, former.unitCost));
}

/** The part that is used of the limit that is nearest to being reached; 1 and more is too much. */
function usedOf({ worldBusy, gatewayBusy, gatewayMs, machineBusy, ownPart }: Load): number {
  const loops = Math.max(worldBusy / MOST_WORLD_BUSY, gatewayBusy / MOST_GATEWAY_BUSY);
  const calm = gatewayMs / HOT_GATEWAY_MS <= CALM_GATEWAY_PART && ownPart < OWN_MACHINE_PART;
  return calm ? loops : Math.max(loops, machineBusy / MOST_MACHINE_BUSY);
}

/** One second later; `doneInTime` is the work of the second, 0 if it was not in time. */
function held(pace: Pace, doneInTime: number): Pace {
  const heldSeconds = pace.heldSeconds + 1;
  const proves = heldSeconds >= PROVEN_SECONDS && doneInTime > pace.provenWork;
  const provenWork = proves ? doneInTime : pace.provenWork;
  if (pace.trial === undefined) return { ...pace, heldSeconds, provenWork };
  const secondsLeft = pace.trial.secondsLeft - 1;
  if (secondsLeft >= 0) return { ...pace, heldSeconds, provenWork, trial: { ...pace.trial, secondsLeft } };
  const patienceSeconds = Math.max(LEAST_PATIENCE_SECONDS, pace.patienceSeconds / 2);
  return { ...pace, heldSeconds, provenWork, trial: undefined, patienceSeconds };
}

/** What is too much, and in words; undefined if nothing is. */
function whyHot({ worldMs, gatewayMs, gatewayBusy }: Load): Pick<Pace, "cause" | "reason"> | undefined {
  if (worldMs > HOT_WORLD_MS) return { cause: "world", reason: `world ${Math.round(worldMs)} ms late` };
  if (gatewayMs > HOT_GATEWAY_MS)
    return { cause: "gateway", reason: `gateway ${Math.round(gatewayMs)} ms late` };
  if (gatewayBusy <= HOT_GATEWAY_BUSY) return undefined;
  return { cause: "gateway", reason: `gateway ${Math.round(100 * gatewayBusy)} % busy` };
}

function whenHot(pace: Pace, load: Load, lateness: number, why: Pick<Pace, "cause" | "reason">): Pace {
  const hotSeconds = pace.hotSeconds + 1;
  const enough = lateness > FAR_TOO_LATE ? 1 : HOT_SECONDS;
  if (hotSeconds < enough || pace.level === LAST_STEP) return { ...pace, hotSeconds, coolSeconds: 0 };
  const cut = lateness > FAR_TOO_LATE ? LARGEST_CUT : lateness > LATE_TWICE ? LARGE_CUT : CUT;
  const level = levelFor((1 - cut) * workAt(pace.level, load.work), load.work);
  return { ...changed(pace, Math.max(level, pace.level), why), hotSeconds };
}

/** A raise that made things worse is undone at once, and the next one waits longer and is smaller. */
function takenBack(pace: Pace, { fromLevel }: Trial, load: Load, why: Pick<Pace, "cause" | "reason">): Pace {
  const level = Math.max(fromLevel, pace.level);
  const patienceSeconds = Math.min(2 * Math.max(2, pace.patienceSeconds), MOST_PATIENCE_SECONDS);
  const provenWork = Math.min(pace.provenWork, workAt(level, load.work));
  return { ...changed(pace, level, why), patienceSeconds, provenWork };
}

/** Raises by a share of the predicted room; `used` is the part of the tightest limit that is used now. */
function whenCool(pace: Pace, load: Load, lateness: number, used: number): Pace {
  const coolSeconds = pace.coolSeconds + 1;
  const waiting = { ...pace, hotSeconds: 0, coolSeconds };
  const due = workAt(pace.level, load.work);
  const returning = due * (1 + LEAST_SHARE) < pace.provenWork;
  if (!returning && coolSeconds < pace.patienceSeconds) return waiting;
  const room = used === 0 ? Number.POSITIVE_INFINITY : 1 / used - 1;
  const share = returning
    ? Math.min(room * PART_OF_ROOM, MOST_PROVEN_SHARE)
    : Math.min(Math.max(Math.min(room * PART_OF_ROOM, MOST_SHARE) / pace.patienceSeconds, LEAST_SHARE), room);
  if (share < LEAST_SHARE) return waiting;
  const most = returning ? Math.min((1 + share) * due, pace.provenWork) : (1 + share) * due;
  const level = levelFor(most, load.work);
  if (level >= pace.level) return waiting;
  const why = { cause: "recovery", reason: `in time for ${coolSeconds} s` } as const;
  const trial = { fromLevel: pace.level, lateness, secondsLeft: TRIAL_SECONDS };
  return { ...changed(waiting, level, why), trial };
}

function changed(pace: Pace, level: number, { cause, reason }: Pick<Pace, "cause" | "reason">): Pace {
  return { ...pace, level, cause, reason, hotSeconds: 0, coolSeconds: 0, heldSeconds: 0, trial: undefined };
}
