// The machines on standby, as they report themselves in Redis: who could take the world over at once, and why the others could
// not. Reports have Redis's own time, so that no two machines' clocks are compared. It decides nothing.
import { z } from "zod";
import type { RedisBus } from "../redisBus.ts";
import type { RedisNames } from "../redisNames.ts";

/** A standby that has not reported for this long, in ms, is gone. It reports several times as often. */
const FRESH_MS = 2_000;
/** Reports that are this old are removed, in ms. */
const FORGET_MS = 60_000;

/** KEYS: standbys. ARGV: id, report. Writes the report with Redis's time in front. */
const REPORT = `
local now = redis.call('TIME')
local at = string.format('%d', now[1] * 1000 + math.floor(now[2] / 1000))
return redis.call('HSET', KEYS[1], ARGV[1], at .. ' ' .. ARGV[2])`;

const reportShape = z.object({
  /** For people: the machine and the process. */
  name: z.string().max(80),
  /** Versions that must be equal for a handover. */
  versions: z.string().max(80),
  /** Why it could not take over at once; empty if it is warm. */
  cold: z.string().max(300),
  /** The newest handover that it began. */
  handedOver: z.object({ to: z.string().max(80), ms: z.number().min(0) }).optional(),
});
export type StandbyReport = z.infer<typeof reportShape>;
export type Standby = StandbyReport & { readonly id: string };

export class Standbys {
  readonly #bus: RedisBus;
  readonly #names: RedisNames;

  constructor(bus: RedisBus, names: RedisNames) {
    this.#bus = bus;
    this.#names = names;
  }

  async report(id: string, report: StandbyReport): Promise<void> {
    const text = JSON.stringify(report);
    await this.#bus.client.eval(REPORT, { keys: [this.#names.standbys], arguments: [id, text] });
  }

  async withdraw(id: string): Promise<void> {
    await this.#bus.client.hDel(this.#names.standbys, id);
  }

  /** All standbys that have reported lately, in order of their ids; what is malformed is skipped. */
  async list(): Promise<Standby[]> {
    const { standbys } = this.#names;
    const { client } = this.#bus;
    const [fields, [seconds, micros]] = await Promise.all([client.hGetAll(standbys), client.time()]);
    const nowMs = Number(seconds) * 1000 + Number(micros) / 1000;
    const fresh: Standby[] = [];
    for (const [id, text] of Object.entries(fields)) {
      const space = text.indexOf(" ");
      const ageMs = nowMs - Number(text.slice(0, space));
      if (!(ageMs < FORGET_MS)) await client.hDel(standbys, id);
      if (!(ageMs < FRESH_MS)) continue;
      const report = reportShape.safeParse(parse(text.slice(space + 1)));
      if (report.success) fresh.push({ ...report.data, id });
    }
    return fresh.sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
