// Decides what hunt is announced when: by the schedules of the definitions, and otherwise so that nobody who plays waits long.
// It makes commands; the engine decides what comes of them. The secret of a hunt goes into the command and nowhere else.
import { randomBytes } from "node:crypto";
import type { HuntCommand } from "@doubloon/engine/commands";
import type { World } from "@doubloon/engine/world";
import { eligibleTiles } from "@doubloon/shared/fair/eligible";
import { SECRET_BYTES } from "@doubloon/shared/fair/entropy";
import { type AnnouncedBody, announcedBody, announcementHash } from "@doubloon/shared/fair/log";
import type { HuntDefinition, HuntKind } from "@doubloon/shared/hunt/definition";
import { SEASON_DAYS } from "@doubloon/shared/hunt/rules";
import type { Tick } from "@doubloon/shared/ids";
import { BOT_MARK } from "@doubloon/shared/names";
import type { Hunts } from "@doubloon/shared/protocol/huntEvents";
import { TILE_SUB } from "@doubloon/shared/space";
import { since32, TICK_HZ } from "@doubloon/shared/time";
import { resolveHunt } from "../../content/hunts/resolveHunt.ts";
import { zoneLand } from "../../content/hunts/zoneLand.ts";
import { Schedule } from "./schedule.ts";

/** Below this number of people, hunts that wait for a quiet world are held. */
const QUIET_PEOPLE = 6;
/** The rest between two hunts that are not due by schedule, and before another try after one that could not be announced. */
const REST_TICKS = 20 * TICK_HZ;
/** A scheduled hunt this close is waited for instead of another one. */
const SOON_MS = 60_000;
/** With nothing scheduled within this time, people are given a hunt ahead of its time: nobody waits for four minutes. */
const LONG_WAIT_MS = 150_000;
/** An announcement that the engine has not taken up after this long is given up. */
const GIVE_UP_TICKS = 10 * TICK_HZ;
const DAY_MS = 24 * 3_600_000;
/** Grand hunts go first. */
const KIND_ORDER: readonly HuntKind[] = ["grand", "hunt", "pocket"];
/** Players whose places are looked at for a zone. */
const MAX_OCCUPIED = 512;

export interface HuntDirectorOptions {
  readonly world: World;
  readonly definitions: () => readonly HuntDefinition[];
  readonly direct: (command: HuntCommand) => void;
  /** Wall time of the game, in Unix ms. */
  readonly wallMs: () => number;
  /** The number of the last hunt in the public log. */
  readonly lastLogged: () => number;
  /** A definition could not be announced. */
  readonly onProblem: (line: string) => void;
}

/** What an order may change of a hunt that it announces. */
export interface AnnounceExtras {
  /** 32 bytes; random by default. For tests only. */
  readonly secret?: Uint8Array;
}

export type Announced =
  | { readonly ok: true; readonly number: number }
  | { readonly ok: false; readonly text: string };

export class HuntDirector {
  /** Whether hunts are announced by schedule, and so that nobody waits. */
  automatic = true;
  readonly schedule = new Schedule();
  readonly #options: HuntDirectorOptions;
  /** Announcements that the engine has not taken up yet, by their hashes, and since when the newest is waited for. */
  readonly #pending = new Map<string, AnnouncedBody>();
  #pendingSince: Tick | undefined;
  /** Wall time up to which schedules have been looked at. */
  #checkedMs: number;
  /** Definitions that are due and wait for another announcement. */
  readonly #due: HuntDefinition[] = [];
  /** The tick until which no unscheduled hunt is announced. */
  #restTicks = 0;
  #day = -1;
  #soloSent = false;

  constructor(options: HuntDirectorOptions) {
    this.#options = options;
    // Counted now, because it takes as long as several ticks.
    zoneLand(options.world.map);
    this.#checkedMs = options.wallMs();
  }

  /** What comes next by schedule. */
  next(): Hunts["next"] {
    if (!this.automatic) return undefined;
    const soonest = this.#soonest(this.#options.wallMs());
    return soonest === undefined
      ? undefined
      : { title: soonest.definition.title, atMs: Math.round(soonest.atMs) };
  }

  /** Announces what is due; call it about once a second of the world's time. */
  everySecond(): void {
    this.#calendar();
    const { world, wallMs } = this.#options;
    const nowMs = wallMs();
    const fromMs = this.#checkedMs;
    this.#checkedMs = nowMs;
    this.#restTicks = this.#active().length > 0 ? REST_TICKS : Math.max(0, this.#restTicks - TICK_HZ);
    if (this.#pendingSince !== undefined && since32(world.tick, this.#pendingSince) > GIVE_UP_TICKS)
      this.#pendingSince = undefined;
    if (!this.automatic) {
      this.#due.length = 0;
      return;
    }
    for (const definition of this.#options.definitions()) {
      const atMs = this.schedule.next(definition, fromMs);
      if (atMs !== undefined && atMs <= nowMs) this.#due.push(definition);
    }
    this.#due.sort((a, b) => KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind));
    if (this.#pendingSince !== undefined) return;
    const due = this.#due.shift();
    if (due !== undefined) {
      if (this.#mayBegin(due)) this.#tryAnnounce(due);
      return;
    }
    const filler = this.#filler(nowMs);
    // One that the map has no room for now is not tried again every second.
    if (filler !== undefined && !this.#tryAnnounce(filler)) this.#restTicks = REST_TICKS;
  }

  /**
   * Announces a definition now.
   * @returns why not, if the zone has no room for it or too many hunts are on
   */
  announce(definition: HuntDefinition, { secret }: AnnounceExtras = {}): Announced {
    const { world, direct, wallMs, lastLogged } = this.#options;
    if (this.#pendingSince !== undefined) return { ok: false, text: "Another hunt is being announced." };
    world.hunts.lastNumber = Math.max(world.hunts.lastNumber, lastLogged());
    const number = world.hunts.lastNumber + 1;
    const { map, ground } = world;
    let hunt: ReturnType<typeof resolveHunt>;
    try {
      hunt = resolveHunt({
        definition,
        number,
        players: world.movers.count,
        map,
        occupied: this.#occupied(),
      });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { ok: false, text: error.message };
    }
    const hidden = secret ?? randomBytes(SECRET_BYTES);
    const eligible = eligibleTiles(hunt.zone, ground);
    if (eligible.tiles.length < hunt.minCaches)
      return { ok: false, text: `The zone has ${eligible.tiles.length} tiles for ${hunt.minCaches} caches.` };
    const body = announcedBody(hunt, hidden, map.version, eligible.hash, Math.round(wallMs()));
    const announcement = announcementHash(body);
    this.#pending.set(announcement, body);
    this.#pendingSince = world.tick;
    direct({ type: "announceHunt", hunt, secret: hidden, announcement });
    return { ok: true, number };
  }

  /** The announcement of a hunt that the engine has taken up, by its hash. */
  taken(announcement: string): AnnouncedBody | undefined {
    const body = this.#pending.get(announcement);
    this.#pending.clear();
    this.#pendingSince = undefined;
    return body;
  }

  /** People who play now. */
  people(): number {
    let people = 0;
    for (const account of this.#accounts()) if (!this.#isBot(account)) people++;
    return people;
  }

  #tryAnnounce(definition: HuntDefinition): boolean {
    const announced = this.announce(definition);
    if (!announced.ok) this.#options.onProblem(announced.text);
    return announced.ok;
  }

  /** Whether a definition that is due may begin beside what is on. */
  #mayBegin({ kind }: HuntDefinition): boolean {
    const active = this.#active();
    if (active.includes(kind)) return false;
    if (kind !== "hunt") return true;
    return !active.includes("grand") && !(active.includes("pocket") && this.people() < QUIET_PEOPLE);
  }

  /** What to announce though nothing is due, because people wait. */
  #filler(nowMs: number): HuntDefinition | undefined {
    if (this.#active().length > 0 || this.#restTicks > 0) return undefined;
    const people = this.people();
    if (people === 0) return undefined;
    const soonest = this.#soonest(nowMs);
    const waitMs = soonest === undefined ? Number.POSITIVE_INFINITY : soonest.atMs - nowMs;
    if (waitMs <= SOON_MS) return undefined;
    const quiet = this.#options
      .definitions()
      .filter(({ schedule }) => "when" in schedule && schedule.when === "quiet");
    if (people < QUIET_PEOPLE && quiet.length > 0)
      return quiet[this.#options.world.hunts.lastNumber % quiet.length];
    return waitMs > LONG_WAIT_MS ? soonest?.definition : undefined;
  }

  /** Kinds of the hunts that are announced, running or on the podium. */
  #active(): HuntKind[] {
    return this.#options.world.hunts.list
      .filter(({ phase }) => phase !== "over" && phase !== "cancelled")
      .map(({ resolved }) => resolved.kind);
  }

  #soonest(nowMs: number): ReturnType<Schedule["soonest"]> {
    return this.schedule.soonest(this.#options.definitions(), nowMs);
  }

  /** Tells the world of a new day, and gives it the key of caches of one's own if it has none. */
  #calendar(): void {
    const { world, direct } = this.#options;
    if (world.solo.secret === undefined && !this.#soloSent) {
      this.#soloSent = true;
      direct({ type: "soloSecret", secret: randomBytes(SECRET_BYTES) });
    }
    const day = Math.floor(this.#options.wallMs() / DAY_MS);
    if (day === this.#day) return;
    this.#day = day;
    this.#options.direct({ type: "calendar", day, season: Math.floor(day / SEASON_DAYS) });
  }

  /** Where people stand, or bots if there are no people. */
  #occupied(): { tileX: number; tileY: number }[] {
    const { movers, accounts } = this.#options.world;
    const all = [...this.#accounts()];
    const people = all.filter((account) => !this.#isBot(account));
    return (people.length > 0 ? people : all).slice(0, MAX_OCCUPIED).map((account) => {
      const mover = accounts.mover[account] - 1;
      return {
        tileX: Math.floor(movers.x[mover] / TILE_SUB),
        tileY: Math.floor(movers.y[mover] / TILE_SUB),
      };
    });
  }

  /** Account rows of all players in the world. */
  *#accounts(): Iterable<number> {
    const { movers } = this.#options.world;
    for (let mover = 0; mover < movers.high; mover++) if (movers.has(mover)) yield movers.account[mover] - 1;
  }

  #isBot(account: number): boolean {
    return this.#options.world.accounts.nameOf(account).endsWith(BOT_MARK);
  }
}
