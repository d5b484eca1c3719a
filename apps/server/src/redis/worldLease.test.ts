// The world lease with a real Redis: offered to a named standby, taken back, and any order of what its scripts do.
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type RedisServer, startRedisServer } from "../link/testing/redisServer.ts";
import { OFFER, RECLAIM, RELEASE, RENEW, requestLease } from "./leaseScripts.ts";
import { RedisBus } from "./redisBus.ts";
import { makeRedisNames, type RedisNames } from "./redisNames.ts";
import { WorldLease, type WorldLeaseOptions } from "./worldLease.ts";

const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 30_000, interval: 5 });
/** Leases that must not expire by themselves, even on a busy machine. */
const TTL_MS = 60_000;

let redis: RedisServer;
let bus: RedisBus;
let names: RedisNames;
let islands = 0;
beforeAll(async () => {
  redis = await startRedisServer();
  bus = await RedisBus.connect(redis.url);
});
beforeEach(() => {
  names = makeRedisNames(`lease${++islands}`);
});
afterAll(async () => {
  await bus.close();
  await redis.stop();
});

const open = (options: WorldLeaseOptions): WorldLease =>
  new WorldLease(bus, names, { ttlMs: TTL_MS, ...options });
const read = (key: string): Promise<string | null> => bus.client.get(key);

it("an offered lease goes to the named standby under a higher token, and to nobody else", async () => {
  const first = open({ offerMs: TTL_MS });
  expect(await first.held()).toBe(true);
  const { token } = first;
  const other = open({ candidate: "other", ttlMs: 50 });
  const named = open({ candidate: "named" });
  const states: string[] = [];
  first.onState((state) => states.push(state));
  const given = first.offerTo("named");
  await until(() => expect(first.state).toBe("offered"));
  // Fenced off from the moment of the offer: what it publishes from now on does not count.
  expect(Number(await read(names.lease))).toBeGreaterThan(token);
  named.look();
  expect(await given).toBe(true);
  expect(states).toEqual(["offered", "released"]);
  await until(() => expect(named.state).toBe("held"));
  expect(named.token).toBeGreaterThan(token);
  expect(other.state).toBe("waiting");
  expect(await read(names.lease)).toBe(String(named.token));
  for (const lease of [other, named]) await lease.release();
});

it("a successor that does not take the lease loses the offer, and the holder leads again under a higher token", async () => {
  const first = open({ offerMs: 100 });
  expect(await first.held()).toBe(true);
  const { token } = first;
  expect(await first.offerTo("nobody")).toBe(false);
  expect(first.state).toBe("held");
  const again = first.token;
  expect(again).toBeGreaterThan(token + 1);
  // It comes late.
  const late = open({ candidate: "nobody" });
  await until(async () => expect(await read(names.offer)).toBeNull());
  expect(late.state).toBe("waiting");
  expect([first.state, first.token]).toEqual(["held", again]);
  for (const lease of [late, first]) await lease.release();
});

it("a holder whose offer was overtaken by another leader is deposed", async () => {
  const first = open({ offerMs: TTL_MS });
  expect(await first.held()).toBe(true);
  const given = first.offerTo("nobody");
  await until(() => expect(first.state).toBe("offered"));
  // As when the offer has expired and another standby takes the lease.
  await bus.client.del(names.lease);
  const other = open({ candidate: "other" });
  expect(await other.held()).toBe(true);
  expect(await given).toBe(false);
  expect(first.state).toBe("deposed");
  await other.release();
});

it("nothing is offered by a process that does not hold the lease", async () => {
  const first = open({});
  expect(await first.held()).toBe(true);
  const second = open({});
  expect(await second.offerTo("anybody")).toBe(false);
  expect(await read(names.offer)).toBeNull();
  for (const lease of [second, first]) await lease.release();
});

/** A process as its lease sees the scripts' answers, without timers: the test chooses the order. */
class Process {
  readonly id: string;
  state: "waiting" | "held" | "offered" | "over" = "waiting";
  token = 0;
  offered = 0;
  to = "";

  constructor(id: string) {
    this.id = id;
  }

  async #run(script: string, ...args: (string | number)[]): Promise<number> {
    const keys = [names.lease, names.token, names.offer];
    return Number(await bus.client.eval(script, { keys, arguments: args.map(String) }));
  }

  /** Tries to take the lease, or renews it. */
  async step(): Promise<void> {
    if (this.state === "held" && (await this.#run(RENEW, this.token, TTL_MS)) === 1) return;
    if (this.state !== "held" && this.state !== "waiting") return;
    const { answer } = await requestLease(bus, names, {
      previous: this.token,
      ttlMs: TTL_MS,
      keep: this.state === "held",
      candidate: this.id,
      latestMs: 0,
    });
    if (answer > 0) [this.state, this.token] = ["held", answer];
    else if (this.token > 0) this.state = "over";
  }

  async offer(to: string): Promise<void> {
    if (this.state !== "held") return;
    const answer = await this.#run(OFFER, this.token, to, TTL_MS);
    if (answer > 0) [this.state, this.offered, this.to] = ["offered", answer, to];
  }

  async look(how: "wait" | "reclaim"): Promise<void> {
    if (this.state !== "offered") return;
    const answer = await this.#run(RECLAIM, this.offered, this.to, how, TTL_MS);
    if (answer > 0) [this.state, this.token] = ["held", answer];
    else if (answer < 0) this.state = "over";
  }

  async release(): Promise<void> {
    if (this.state === "held") await this.#run(RELEASE, this.token);
    this.state = "over";
  }
}

type Move = readonly ["step" | "offer" | "wait" | "reclaim" | "release" | "expire", number, number];

it("in any order of steps, offers, expiries and ends no two processes hold the lease under one token", async () => {
  const index = fc.nat({ max: 2 });
  const move: fc.Arbitrary<Move> = fc.tuple(
    fc.constantFrom("step", "step", "offer", "wait", "reclaim", "release", "expire"),
    index,
    index,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async (moves) => {
      names = makeRedisNames(`lease${++islands}`);
      const processes = ["a", "b", "c"].map((id) => new Process(id));
      const leaders = new Map<number, string>();
      let newest = 0;
      for (const [what, at, other] of moves) {
        const one = processes[at];
        if (what === "step") await one.step();
        else if (what === "offer") await one.offer(processes[other].id);
        else if (what === "release") await one.release();
        else if (what === "expire") await bus.client.del(names.lease);
        else await one.look(what);
        // A process that is over starts again, as a standby that knows nothing.
        for (const [i, { state, id }] of processes.entries())
          if (state === "over") processes[i] = new Process(id);
        const token = Number(await read(names.token));
        expect(token).toBeGreaterThanOrEqual(newest);
        newest = token;
        for (const { state, token: held, id } of processes) {
          if (state !== "held") continue;
          expect(leaders.get(held) ?? id).toBe(id);
          leaders.set(held, id);
        }
      }
      // Whatever has happened, somebody leads once leases expire and offers are taken back.
      await bus.client.del(names.lease);
      for (const one of processes) await one.look("reclaim");
      for (const one of processes) await one.step();
      const lease = await read(names.lease);
      const leading = processes.filter(({ state, token }) => state === "held" && String(token) === lease);
      expect(leading.length).toBe(1);
    }),
    { numRuns: 150, seed: 1 },
  );
});
