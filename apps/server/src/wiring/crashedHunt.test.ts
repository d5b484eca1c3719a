// A real server killed in the middle of a hunt, and started again on the same data folder: the hunt goes on, the public log is
// one chain, and what it said before it still says.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import { TICK_HZ } from "@doubloon/shared/time";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type ServerProcess, startServerProcess } from "./testing/serverProcess.ts";

const HUNT = { announceSeconds: 10, countdownSeconds: 5, waveSeconds: [120, 120], podiumSeconds: 5 };
const UNTIL_RUNNING_TICKS = (HUNT.announceSeconds + HUNT.countdownSeconds) * TICK_HZ;
const UNTIL_OVER_TICKS = (HUNT.waveSeconds[0] + HUNT.waveSeconds[1] + HUNT.podiumSeconds) * TICK_HZ;

interface ListedHunt {
  readonly number: number;
  readonly phase: string;
  readonly commitment: string;
  readonly cachesLeft: number;
}

let data: string;
const servers: ServerProcess[] = [];
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), "doubloon-crashed-hunt-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.kill();
  await rm(data, { recursive: true, force: true });
});

async function start(): Promise<ServerProcess> {
  const server = await startServerProcess("--data", data, "--qa", "--hunts", "off", "--bots", "8");
  servers.push(server);
  return server;
}

async function get<T>({ url }: ServerProcess, path: string): Promise<T> {
  const answer = await fetch(url + path);
  expect([path, answer.status]).toEqual([path, 200]);
  return (await answer.json()) as T;
}

async function post<T>({ url }: ServerProcess, path: string, body: unknown): Promise<T> {
  const answer = await fetch(`${url}qa/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  expect([path, answer.status, text]).toEqual([path, 200, text]);
  return JSON.parse(text) as T;
}

const huntOf = async (server: ServerProcess, number: number): Promise<ListedHunt | undefined> => {
  const answer = await get<{ readonly hunts: readonly ListedHunt[] }>(server, "hunts.json");
  return answer.hunts.find((hunt) => hunt.number === number);
};
const entriesOf = async (
  server: ServerProcess,
): Promise<readonly { readonly body: { readonly type: string } }[]> =>
  (
    await get<{ readonly entries: readonly { readonly body: { readonly type: string } }[] }>(
      server,
      "fair/log.json",
    )
  ).entries;
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
const until = <T>(look: () => Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 60_000, interval: 50 });

it("a hunt goes on after kill -9, and its log holds to the end", async () => {
  const first = await start();
  const { number } = await post<{ number: number }>(first, "hunts", HUNT);
  // By ticks, so that a busy machine does not miss a part of the hunt.
  await post(first, "clock", { stepTicks: UNTIL_RUNNING_TICKS });
  await until(async () => expect((await huntOf(first, number))?.phase).toBe("running"));
  await post(first, "clock", { stepTicks: 200 });
  const before = await huntOf(first, number);
  const places = await get<{ caches: readonly unknown[] }>(first, `qa/hunts/${number}/caches`);
  const entries = await entriesOf(first);
  expect(entries.map(({ body }) => body.type)).toContain("sealed");
  await first.kill();

  const second = await start();
  await until(async () => {
    const after = await huntOf(second, number);
    expect([after?.phase, after?.commitment]).toEqual(["running", before?.commitment]);
  });
  const again = await get<{ caches: readonly unknown[] }>(second, `qa/hunts/${number}/caches`);
  expect(again.caches.map(withoutState)).toEqual(places.caches.map(withoutState));
  // The gateway has the log once it has reported to the world, which may be a second later than the list of hunts.
  await until(async () => expect((await entriesOf(second)).slice(0, entries.length)).toEqual(entries));
  await post(second, "clock", { stepTicks: UNTIL_OVER_TICKS });
  await until(async () => expect((await huntOf(second, number))?.phase).toBe("archived"));
  const log = await get(second, "fair/log.json");
  const verdict = verifyLog(log);
  expect(verdict).toMatchObject({ ok: true, hunts: [{ closed: { type: "revealed" } }] });
});

/** A cache without what becomes of it. */
function withoutState(cache: unknown): unknown {
  const { state: _, ...place } = cache as Record<string, unknown>;
  return place;
}
