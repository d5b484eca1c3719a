// Hunts as the console sees and directs them: the list, orders, the audit list, results, places of caches for those with the
// right. Every act becomes a command or a record, with its author in the audit list. Nothing here checks rights: the console
// does.
import type { HuntCommand } from "@doubloon/engine/commands";
import type { Hunt } from "@doubloon/engine/hunts/hunt";
import type { World } from "@doubloon/engine/world";
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import type {
  AdminCache,
  AdminHunt,
  AdminHuntAnswer,
  AuditEntry,
  DryRun,
  DryRunAnswer,
  HuntOrder,
  HuntOrderOutcome,
  HuntResults,
  LiveMap,
  SeasonPage,
} from "@doubloon/shared/protocol/adminHunts";
import { TICK_HZ } from "@doubloon/shared/time";
import { checkDefinition } from "../../content/hunts/loadHunts.ts";
import type { HuntDirector } from "./huntDirector.ts";
import type { HuntList } from "./huntList.ts";
import { LiveMaps } from "./liveMap.ts";
import type { AuditLog } from "./records/auditLog.ts";
import type { Definitions } from "./records/definitions.ts";
import type { HuntArchive } from "./records/huntArchive.ts";
import { placesOf } from "./records/placesOf.ts";

/** Loot kinds by number: what a game master may drop. */
export type LootNames = ReadonlyMap<number, string>;

export interface WorldHuntsOptions {
  readonly world: World;
  readonly director: HuntDirector;
  readonly definitions: Definitions;
  readonly archive: HuntArchive;
  readonly audit: AuditLog;
  readonly list: HuntList;
  /** The season as of the last save. */
  readonly season: () => SeasonPage;
  readonly lootNames: LootNames;
  readonly direct: (command: HuntCommand) => void;
  /** Why a hunt is cancelled, for the public log. */
  readonly setReason: (hunt: number, reason: string) => void;
  /** The work of each room's frames, see LiveMap. */
  readonly roomLoad: (into: Uint8Array) => void;
  /** Whether the world has stopped: no step takes an order. */
  readonly isStopped: () => boolean;
  /** Hunts a definition with simulated players, in many short turns. Rejects with a RangeError that says why not. */
  readonly dryRun: (definition: HuntDefinition, hunters: number) => Promise<DryRun>;
}

/** A console asks for places every 5 s while it shows them: that is one opening, until it has not asked for this long, in ms. */
const OPENING_PAUSE_MS = 30_000;

/** What an order did: an outcome in words, and how it is taken back. */
interface Done {
  readonly text: string;
  /** As the audit list has it. */
  readonly what: string;
  /** Takes it back and says what it did; undefined if it is too late for that. */
  readonly undo?: () => string | undefined;
}

type Act<Name extends HuntOrder["act"]> = Extract<HuntOrder, { act: Name }>;

export class WorldHunts {
  readonly #options: WorldHuntsOptions;
  readonly #maps: LiveMaps;

  constructor(options: WorldHuntsOptions) {
    this.#options = options;
    this.#maps = new LiveMaps(options.world, options.roomLoad);
  }

  hunts = (): readonly AdminHunt[] => this.#options.list.hunts();
  season = async (): Promise<AdminHuntAnswer<SeasonPage>> => ({ ok: true, value: this.#options.season() });
  audit = (): readonly AuditEntry[] => this.#options.audit.shown();

  liveMap = (): LiveMap => this.#maps.current();

  /** Carries out an order; resolves once its audit entry is on disk. */
  order = async (order: HuntOrder, by: string): Promise<HuntOrderOutcome> => {
    if (this.#options.isStopped())
      return { ok: false, text: "The world is moving to another machine. Try again in a moment." };
    if (order.act === "undo") return this.#undo(order.entry, by);
    const done = this.#carryOut(order);
    if (typeof done === "string") return { ok: false, text: done };
    await this.#options.audit.add(by, done.what, done.undo);
    return { ok: true, text: done.text };
  };

  /** The places of a hunt's caches. The opening is in the audit list before they are shown. */
  caches = async (number: number, by: string): Promise<AdminHuntAnswer<readonly AdminCache[]>> => {
    const hunt = this.#options.world.hunts.find(number);
    if (hunt === undefined) return { ok: false, text: `Hunt ${number} is not on.` };
    if (hunt.root === "") return { ok: false, text: `The caches of hunt ${number} are not placed yet.` };
    const what = `opened the places of hunt ${number}, ${hunt.resolved.title}`;
    await this.#options.audit.addOngoing(by, what, OPENING_PAUSE_MS);
    return { ok: true, value: placesOf(hunt) };
  };

  results = async (number: number): Promise<AdminHuntAnswer<HuntResults>> => {
    const value = this.#options.archive.results(number);
    return value === undefined
      ? { ok: false, text: `There are no results of hunt ${number}.` }
      : { ok: true, value };
  };

  definitions = async (): Promise<AdminHuntAnswer<readonly HuntDefinition[]>> => ({
    ok: true,
    value: this.#options.definitions.all(),
  });

  dryRun = async (raw: unknown, hunters: number): Promise<DryRunAnswer> => {
    const { hunt, problems } = checkDefinition(raw);
    if (hunt === undefined) return { ok: false, errors: problems };
    try {
      return { ok: true, run: await this.#options.dryRun(hunt, hunters) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return { ok: false, errors: [error.message] };
    }
  };

  /** Adds an act that is not about hunts to the audit list; resolves once it is on disk. */
  note = async (by: string, what: string): Promise<void> => {
    await this.#options.audit.add(by, what);
  };

  async #undo(entry: number, by: string): Promise<HuntOrderOutcome> {
    const { audit } = this.#options;
    const undone = audit.undo(entry);
    if (undone === undefined) return { ok: false, text: "That act cannot be taken back." };
    await audit.add(by, `took back entry ${entry}: ${undone}`);
    return { ok: true, text: undone };
  }

  /** Returns why not, as a text. */
  #carryOut(order: Exclude<HuntOrder, { act: "undo" }>): Done | string {
    switch (order.act) {
      case "start":
        return this.#start(order);
      case "save":
        return this.#save(order);
      case "dropLoot":
        return this.#dropLoot(order);
      default:
        return this.#direct(order);
    }
  }

  #start({ definition: id }: Act<"start">): Done | string {
    const { director, definitions } = this.#options;
    const definition = definitions.find(id);
    if (definition === undefined) return `There is no definition ${JSON.stringify(id)}.`;
    const announced = director.announce(definition);
    if (!announced.ok) return announced.text;
    const { number } = announced;
    return {
      text: `Hunt ${number}, ${definition.title}, is announced.`,
      what: `started hunt ${number}, ${definition.title}`,
      undo: () => {
        if (!this.#isOn(number)) return undefined;
        this.#cancel(number, "taken back by a game master");
        return `cancelled hunt ${number}`;
      },
    };
  }

  #save({ definition: raw }: Act<"save">): Done | string {
    const { definitions } = this.#options;
    const { hunt, problems } = checkDefinition(raw);
    if (hunt === undefined) return problems.join("\n");
    const before = definitions.find(hunt.id);
    if (!definitions.save(hunt)) return "Too many hunts are saved: take one back, or save over one.";
    return {
      text: `${hunt.title} is saved; its schedule holds from now on.`,
      what: `saved the definition ${hunt.id}`,
      undo: () => {
        if (before === undefined) definitions.remove(hunt.id);
        else definitions.save(before);
        return before === undefined
          ? `removed the definition ${hunt.id}`
          : `restored the definition ${hunt.id}`;
      },
    };
  }

  #dropLoot({ tileX, tileY, kind }: Act<"dropLoot">): Done | string {
    const { world, lootNames, direct } = this.#options;
    const name = lootNames.get(kind);
    if (name === undefined) return `There is no loot of kind ${kind}.`;
    if (world.ground.blockedAt(tileX, tileY)) return `Nothing can lie on tile ${tileX}, ${tileY}.`;
    direct({ type: "dropLoot", tileX, tileY, kind });
    return {
      text: `A ${name} is dropped at ${tileX}, ${tileY}.`,
      what: `dropped a ${name} at ${tileX}, ${tileY}`,
    };
  }

  #direct(order: Exclude<HuntOrder, { act: "undo" | "start" | "save" | "dropLoot" }>): Done | string {
    const { world, direct } = this.#options;
    const { hunt: number } = order;
    const hunt = world.hunts.find(number);
    if (hunt === undefined) return `Hunt ${number} is not on.`;
    if (!isOn(hunt)) return `Hunt ${number} is over.`;
    const title = `hunt ${number}, ${hunt.resolved.title}`;
    switch (order.act) {
      case "pause":
        if (hunt.paused) return `Hunt ${number} is paused already.`;
        direct({ type: "pauseHunt", hunt: number });
        return {
          text: `Hunt ${number} is paused.`,
          what: `paused ${title}`,
          undo: () => {
            if (!this.#isOn(number)) return undefined;
            direct({ type: "resumeHunt", hunt: number });
            return `resumed ${title}`;
          },
        };
      case "resume":
        if (!hunt.paused) return `Hunt ${number} is not paused.`;
        direct({ type: "resumeHunt", hunt: number });
        return {
          text: `Hunt ${number} goes on.`,
          what: `resumed ${title}`,
          undo: () => {
            if (!this.#isOn(number)) return undefined;
            direct({ type: "pauseHunt", hunt: number });
            return `paused ${title}`;
          },
        };
      case "releaseHint":
        if (hunt.phase !== "running") return `Hunt ${number} is not running.`;
        direct({ type: "releaseHint", hunt: number });
        return {
          text: `The next hint of hunt ${number} is released.`,
          what: `released a hint of ${title}`,
        };
      case "end":
        if (hunt.phase !== "running") return `Hunt ${number} is not running.`;
        direct({ type: "endHunt", hunt: number });
        return { text: `Hunt ${number} ends.`, what: `ended ${title}` };
      case "extend":
        direct({ type: "extendHunt", hunt: number, ticks: Math.round(order.seconds * TICK_HZ) });
        return {
          text: `Hunt ${number} is ${order.seconds} s longer.`,
          what: `extended ${title} by ${order.seconds} s`,
        };
      case "cancel":
        this.#cancel(number, order.reason);
        return { text: `Hunt ${number} is cancelled.`, what: `cancelled ${title}: ${order.reason}` };
    }
  }

  #isOn(number: number): boolean {
    const hunt = this.#options.world.hunts.find(number);
    return hunt !== undefined && isOn(hunt);
  }

  #cancel(number: number, reason: string): void {
    this.#options.setReason(number, reason);
    this.#options.direct({ type: "cancelHunt", hunt: number });
  }
}

function isOn({ phase }: Hunt): boolean {
  return phase === "announced" || phase === "countdown" || phase === "running";
}
