// The governor of the frame rates: lowers them when the world or a gateway falls behind, and raises them in small steps
// when the measured cost of frames says that there is capacity. A pure function of one second's measurements; it knows no
// feeds, which feedSteps.ts assigns to steps. See docs/adr/0019.
import { LAST_STEP, levelFor, workAt } from "./rateLadder.ts";

/** What changed the level: an overloaded world or gateway, or recovery. */
export type PaceCause = "none" | "world" | "gateway" | "recovery";

/** A recent raise that is still being observed. */
interface Trial {
  readonly fromLevel: number;
  /** Lateness before the raise, as a fraction of the overload threshold. */
  readonly lateness: number;
  readonly secondsLeft: number;
}

export interface Pace {
  /**
   * Position on the rate ladder: 0 is full rate, `LAST_STEP` the lowest. Between two steps, the fraction is the share of the
   * work difference that is not done: at 3.25 three quarters of it are at step 3, the rest at step 4.
   */
  readonly level: number;
  /** Why the level last changed, in words and as a cause. */
  readonly reason: string;
  readonly cause: PaceCause;
  /** Consecutive seconds of overload, and of recovery. */
  readonly overloadedSeconds: number;
  readonly recoveredSeconds: number;
  /** Hold time: seconds since the level last changed. */
  readonly holdSeconds: number;
  /** Backoff: seconds of recovery required before a raise. It grows with each raise that fails. */
  readonly backoffSeconds: number;
  readonly trial: Trial | undefined;
  /** The most work per second that was sustained without lateness. After a disturbance, rates return to it quickly. */
  readonly sustainedWork: number;
  /** The fraction of the tightest limit that one unit of work took in the last second. */
  readonly unitCost: number;
}

/** One second's measurements, the worst of each kind. */
export interface Load {
  /** Median lateness of the world's slots, in ms. */
  readonly worldMs: number;
  /** Event-loop delay of the slowest gateway, in ms. */
  readonly gatewayMs: number;
  /** Event-loop utilization of the world and of the busiest gateway, 0 to 1. */
  readonly worldBusy: number;
  readonly gatewayBusy: number;
  /** CPU utilization of the world's machine over all cores, 0 to 1; 0 if it is not known. */
  readonly machineBusy: number;
  /** Fraction of that machine's cores that the event loops of the world and all its gateways keep busy. */
  readonly ownFraction: number;
  /** Work per second (frames weighted by their cost) at each step of the rate ladder, in viewers. */
  readonly work: readonly number[];
}

/**
 * Overload thresholds. Rooms catch up with 20 ms of lateness; beyond that the next frame is due a period after the last one
 * was sent, so lateness measures the overload: with a period of 100 ms, 20 + 25 ms late means a quarter too much work. A
 * late frame is never stale, because it is encoded when it is sent.
 */
const OVERLOADED_WORLD_MS = 45;
const OVERLOADED_GATEWAY_MS = 10;
/** Rates are raised only while lateness is below these fractions of the thresholds: 8 and 6 ms. */
const RECOVERED_WORLD_FRACTION = 8 / OVERLOADED_WORLD_MS;
const RECOVERED_GATEWAY_FRACTION = 6 / OVERLOADED_GATEWAY_MS;
/** Above this utilization a gateway is late in bursts that its event-loop delay hardly shows. */
const OVERLOADED_GATEWAY_BUSY = 0.93;
/**
 * A raise may not exceed these event-loop utilizations, assuming that all work is frames. The world encodes frames when it
 * sends them, so a busy world makes no frame stale; at a gateway frames wait longer the busier it is.
 */
const MAX_WORLD_BUSY = 1;
const MAX_GATEWAY_BUSY = 0.7;
/**
 * The same for the world's machine, whose cores the gateways share: the busier it is, the longer frames wait for a core in
 * each process on their way. It counts only if the server itself causes a good part of the load, or while delays show: a
 * busy host with many cores may still have capacity for this container.
 */
const MAX_MACHINE_BUSY = 0.6;
const OWN_MACHINE_FRACTION = 0.25;
const CALM_GATEWAY_FRACTION = 3 / OVERLOADED_GATEWAY_MS;
/** A raise takes at most this fraction of the predicted headroom, and adds between MIN_SHARE and MAX_SHARE of the work. */
const HEADROOM_FRACTION = 1 / 3;
const MAX_SHARE = 0.25;
const MIN_SHARE = 0.02;
/** Up to the sustained work a raise may be larger: a neighbour has left the machine, and its capacity is back. */
const MAX_RETURN_SHARE = 0.5;
/** One late second may be a single pause. Two are overload, and so is one that is later than FAR_TOO_LATE thresholds. */
const OVERLOADED_SECONDS = 2;
const FAR_TOO_LATE = 4;
/** The share of the work that one cut removes: more with more lateness. */
const CUT = 0.1;
const LARGE_CUT = 0.2;
const LARGEST_CUT = 0.4;
const MUCH_TOO_LATE = 2;
/** A raise is observed for TRIAL_SECONDS. It has failed if lateness is noticeable and has grown by more than half. */
const TRIAL_SECONDS = 3;
const WORSE = 1.5;
/** The backoff before the next raise doubles with each raise that fails, and halves with each that lasts. */
const MIN_BACKOFF_SECONDS = 1;
const MAX_BACKOFF_SECONDS = 64;
/** The work of a level counts as sustained after this many seconds. */
const SUSTAINED_SECONDS = 8;

export const fullPace: Pace = {
  level: 0,
  reason: "full rate",
  cause: "none",
  overloadedSeconds: 0,
  recoveredSeconds: 0,
  holdSeconds: 0,
  backoffSeconds: MIN_BACKOFF_SECONDS,
  trial: undefined,
  sustainedWork: 0,
  unitCost: 0,
};

/** The pace of the next second. */
export function govern(previous: Pace, load: Load): Pace {
  const lateness = Math.max(load.worldMs / OVERLOADED_WORLD_MS, load.gatewayMs / OVERLOADED_GATEWAY_MS);
  const recovered =
    load.worldMs / OVERLOADED_WORLD_MS <= RECOVERED_WORLD_FRACTION &&
    load.gatewayMs / OVERLOADED_GATEWAY_MS <= RECOVERED_GATEWAY_FRACTION;
  const why = overloadCause(load);
  const due = workAt(previous.level, load.work);
  const unitCost = due === 0 ? 0 : utilizationOf(load) / due;
  const pace = { ...nextSecond(previous, recovered ? due : 0), unitCost };
  if (
    pace.trial !== undefined &&
    (why !== undefined || (!recovered && lateness > WORSE * pace.trial.lateness))
  ) {
    return rolledBack(
      pace,
      pace.trial,
      load,
      why ?? { cause: "gateway", reason: "raising made frames later" },
    );
  }
  if (why !== undefined) return whenOverloaded(pace, load, lateness, why);
  if (!recovered || pace.level === 0) return { ...pace, overloadedSeconds: 0, recoveredSeconds: 0 };
  // The higher cost of the last two seconds counts: one cheap second is not enough to raise rates.
  return whenRecovered(pace, load, lateness, due * Math.max(unitCost, previous.unitCost));
}

/** Utilization of the tightest limit; 1 or more is too much. */
function utilizationOf({ worldBusy, gatewayBusy, gatewayMs, machineBusy, ownFraction }: Load): number {
  const loops = Math.max(worldBusy / MAX_WORLD_BUSY, gatewayBusy / MAX_GATEWAY_BUSY);
  const calm =
    gatewayMs / OVERLOADED_GATEWAY_MS <= CALM_GATEWAY_FRACTION && ownFraction < OWN_MACHINE_FRACTION;
  return calm ? loops : Math.max(loops, machineBusy / MAX_MACHINE_BUSY);
}

/** Advances the state by one second; `workInTime` is the second's work, 0 if it was late. */
function nextSecond(pace: Pace, workInTime: number): Pace {
  const holdSeconds = pace.holdSeconds + 1;
  const proves = holdSeconds >= SUSTAINED_SECONDS && workInTime > pace.sustainedWork;
  const sustainedWork = proves ? workInTime : pace.sustainedWork;
  if (pace.trial === undefined) return { ...pace, holdSeconds, sustainedWork };
  const secondsLeft = pace.trial.secondsLeft - 1;
  if (secondsLeft >= 0) return { ...pace, holdSeconds, sustainedWork, trial: { ...pace.trial, secondsLeft } };
  const backoffSeconds = Math.max(MIN_BACKOFF_SECONDS, pace.backoffSeconds / 2);
  return { ...pace, holdSeconds, sustainedWork, trial: undefined, backoffSeconds };
}

/** The cause of an overload, also in words; undefined if there is none. */
function overloadCause({
  worldMs,
  gatewayMs,
  gatewayBusy,
}: Load): Pick<Pace, "cause" | "reason"> | undefined {
  if (worldMs > OVERLOADED_WORLD_MS)
    return { cause: "world", reason: `world ${Math.round(worldMs)} ms late` };
  if (gatewayMs > OVERLOADED_GATEWAY_MS)
    return { cause: "gateway", reason: `gateway ${Math.round(gatewayMs)} ms late` };
  if (gatewayBusy <= OVERLOADED_GATEWAY_BUSY) return undefined;
  return { cause: "gateway", reason: `gateway ${Math.round(100 * gatewayBusy)} % busy` };
}

function whenOverloaded(pace: Pace, load: Load, lateness: number, why: Pick<Pace, "cause" | "reason">): Pace {
  const overloadedSeconds = pace.overloadedSeconds + 1;
  const enough = lateness > FAR_TOO_LATE ? 1 : OVERLOADED_SECONDS;
  if (overloadedSeconds < enough || pace.level === LAST_STEP)
    return { ...pace, overloadedSeconds, recoveredSeconds: 0 };
  const cut = lateness > FAR_TOO_LATE ? LARGEST_CUT : lateness > MUCH_TOO_LATE ? LARGE_CUT : CUT;
  const level = levelFor((1 - cut) * workAt(pace.level, load.work), load.work);
  return { ...changed(pace, Math.max(level, pace.level), why), overloadedSeconds };
}

/** Undoes a raise that made frames later; the next raise waits longer and is smaller. */
function rolledBack(pace: Pace, { fromLevel }: Trial, load: Load, why: Pick<Pace, "cause" | "reason">): Pace {
  const level = Math.max(fromLevel, pace.level);
  const backoffSeconds = Math.min(2 * Math.max(2, pace.backoffSeconds), MAX_BACKOFF_SECONDS);
  const sustainedWork = Math.min(pace.sustainedWork, workAt(level, load.work));
  return { ...changed(pace, level, why), backoffSeconds, sustainedWork };
}

/** Raises by a share of the predicted headroom; `utilization` is that of the tightest limit. */
function whenRecovered(pace: Pace, load: Load, lateness: number, utilization: number): Pace {
  const recoveredSeconds = pace.recoveredSeconds + 1;
  const waiting = { ...pace, overloadedSeconds: 0, recoveredSeconds };
  const due = workAt(pace.level, load.work);
  const returning = due * (1 + MIN_SHARE) < pace.sustainedWork;
  if (!returning && recoveredSeconds < pace.backoffSeconds) return waiting;
  const headroom = utilization === 0 ? Number.POSITIVE_INFINITY : 1 / utilization - 1;
  const share = returning
    ? Math.min(headroom * HEADROOM_FRACTION, MAX_RETURN_SHARE)
    : Math.min(
        Math.max(Math.min(headroom * HEADROOM_FRACTION, MAX_SHARE) / pace.backoffSeconds, MIN_SHARE),
        headroom,
      );
  if (share < MIN_SHARE) return waiting;
  const maxWork = returning ? Math.min((1 + share) * due, pace.sustainedWork) : (1 + share) * due;
  const level = levelFor(maxWork, load.work);
  if (level >= pace.level) return waiting;
  const why = { cause: "recovery", reason: `on time for ${recoveredSeconds} s` } as const;
  const trial = { fromLevel: pace.level, lateness, secondsLeft: TRIAL_SECONDS };
  return { ...changed(waiting, level, why), trial };
}

function changed(pace: Pace, level: number, { cause, reason }: Pick<Pace, "cause" | "reason">): Pace {
  return {
    ...pace,
    level,
    cause,
    reason,
    overloadedSeconds: 0,
    recoveredSeconds: 0,
    holdSeconds: 0,
    trial: undefined,
  };
}
