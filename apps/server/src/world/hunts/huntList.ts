// The list of hunts with their times on the wall clock: scheduled, on and over. For the console and for `/hunts.json`; places
// are not in it. It shows hunts as of the last save, as players see them.
import { type Hunt, phaseLength } from "@doubloon/engine/hunts/hunt";
import { huntSummary } from "@doubloon/engine/hunts/huntSummary";
import type { World } from "@doubloon/engine/world";
import { type AdminHunt, MAX_ADMIN_HUNTS } from "@doubloon/shared/protocol/adminHunts";
import type { HuntSummary, Hunts } from "@doubloon/shared/protocol/huntEvents";
import { TICK_MS } from "@doubloon/shared/time";
import type { Definitions } from "./records/definitions.ts";
import type { HuntArchive } from "./records/huntArchive.ts";
import type { Schedule } from "./schedule.ts";

/** A computed time that differs from the listed one by less is the same time, in ms. */
const SAME_TIME_MS = 1_500;

export interface HuntListOptions {
  readonly world: World;
  readonly definitions: Definitions;
  readonly archive: HuntArchive;
  readonly wallMs: () => number;
  /** The hunts as last told to players. */
  readonly told: () => Hunts | undefined;
  readonly schedule: Schedule;
  /** Whether hunts are announced by schedule. */
  readonly automatic: () => boolean;
}

export interface HuntTimes {
  readonly startsAt: number;
  readonly endsAt: number;
}

export class HuntList {
  readonly #options: HuntListOptions;
  readonly #times = new Map<number, HuntTimes>();
  #list: readonly AdminHunt[] = [];
  #text = "[]";

  constructor(options: HuntListOptions) {
    this.#options = options;
  }

  /** Those that are on, then the scheduled ones, the soonest first, then those that are over, the newest first. The same array until something has changed. */
  hunts(): readonly AdminHunt[] {
    return this.#list;
  }

  /** Makes the list anew; call it once a second. */
  refresh(): void {
    const { told, archive } = this.#options;
    const on = (told()?.hunts ?? []).map((summary) => this.#listed(summary));
    const listed = new Set(on.map(({ hunt }) => hunt));
    const over = archive
      .listed()
      .filter(({ hunt }) => hunt === undefined || !listed.has(hunt))
      .reverse();
    const all = [...on.reverse(), ...this.#scheduled(), ...over].slice(0, MAX_ADMIN_HUNTS);
    for (const number of this.#times.keys()) if (!listed.has(number)) this.#times.delete(number);
    const text = JSON.stringify(all);
    if (text === this.#text) return;
    this.#text = text;
    this.#list = all;
  }

  /** When a hunt's running phase begins and ends, in Unix ms. */
  timesOf(number: number): HuntTimes {
    const { world, wallMs } = this.#options;
    const hunt = world.hunts.find(number);
    const nowMs = wallMs();
    if (hunt === undefined) return { startsAt: nowMs, endsAt: nowMs };
    const { phase, clock, waveEnds, resolved } = hunt;
    const running = (waveEnds[waveEnds.length - 1] ?? 0) * TICK_MS;
    const left = (phaseLength(hunt) - clock) * TICK_MS;
    if (phase === "announced") {
      const startsAt = nowMs + left + resolved.countdownTicks * TICK_MS;
      return this.#steady(number, startsAt, startsAt + running);
    }
    if (phase === "countdown") return this.#steady(number, nowMs + left, nowMs + left + running);
    if (phase === "running") {
      const startsAt = this.#times.get(number)?.startsAt ?? nowMs - clock * TICK_MS;
      return this.#steady(number, startsAt, nowMs + running - clock * TICK_MS);
    }
    const known = this.#times.get(number);
    return {
      startsAt: Math.round(known?.startsAt ?? nowMs),
      endsAt: Math.round(Math.min(known?.endsAt ?? nowMs, nowMs)),
    };
  }

  /** A hunt that has just ended, as the archive keeps it. */
  archived(hunt: Hunt, times: HuntTimes): AdminHunt {
    const { world } = this.#options;
    const entry = this.#entry(huntSummary(world, hunt), times);
    return { ...entry, phase: hunt.phase === "cancelled" ? "cancelled" : "archived" };
  }

  #listed(summary: HuntSummary): AdminHunt {
    return this.#entry(summary, this.timesOf(summary.hunt));
  }

  #entry(summary: HuntSummary, times: HuntTimes): AdminHunt {
    const { world } = this.#options;
    const { hunt, title, kind, phase, paused, zone, wave, waves, hunters, caches, cachesLeft, commitment } =
      summary;
    const definition = world.hunts.find(hunt)?.resolved.definition ?? "";
    return {
      hunt,
      definition,
      title,
      kind,
      phase,
      paused,
      zone,
      ...times,
      wave,
      waves,
      hunters,
      caches,
      cachesLeft,
      commitment,
    };
  }

  /** The next hunt of each definition that has a schedule, the soonest first. */
  #scheduled(): AdminHunt[] {
    const { definitions, wallMs, automatic, schedule } = this.#options;
    if (!automatic()) return [];
    const nowMs = wallMs();
    const next = definitions.all().flatMap((definition) => {
      const atMs = schedule.next(definition, nowMs);
      if (atMs === undefined) return [];
      const { id, title, kind, announceSeconds, countdownSeconds, waveSeconds } = definition;
      const startsAt = atMs + (announceSeconds + countdownSeconds) * 1_000;
      const runMs = waveSeconds.reduce((sum, seconds) => sum + seconds * 1_000, 0);
      return [
        {
          hunt: undefined,
          definition: id,
          title,
          kind,
          phase: "scheduled",
          paused: false,
          zone: undefined,
          startsAt,
          endsAt: startsAt + runMs,
          wave: 0,
          waves: waveSeconds.length,
          hunters: 0,
          caches: 0,
          cachesLeft: 0,
          commitment: "",
        } satisfies AdminHunt,
      ];
    });
    return next.sort((a, b) => a.startsAt - b.startsAt);
  }

  /** The times as listed before, if they are the same but for rounding. */
  #steady(number: number, startsAt: number, endsAt: number): HuntTimes {
    const known = this.#times.get(number);
    const same = (before: number | undefined, now: number): number =>
      before !== undefined && Math.abs(before - now) < SAME_TIME_MS ? before : Math.round(now);
    const times = { startsAt: same(known?.startsAt, startsAt), endsAt: same(known?.endsAt, endsAt) };
    this.#times.set(number, times);
    return times;
  }
}
