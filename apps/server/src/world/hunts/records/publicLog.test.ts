// What gateways get of the public log, and when: nothing that is not saved, the whole log piece by piece when they are new.
import type { CancelledBody, LogBody } from "@doubloon/shared/fair/log";
import { expect, test } from "vitest";
import type { LedgerRecord } from "../../../ledger/port.ts";
import type { GatewayId, GatewayPort } from "../../../link/port.ts";
import { nullGateway } from "../../../link/session/nullGateway.ts";
import { HuntRecords } from "./huntRecords.ts";
import { PublicLog } from "./publicLog.ts";

const body = (hunt: number): CancelledBody => ({
  type: "cancelled",
  hunt,
  atMs: hunt,
  secret: "00".repeat(32),
  reason: "x".repeat(500),
});

/** Gateways that keep what they get as copies of the log. */
function makeLink() {
  const copies = new Map<GatewayId, { texts: string[]; messages: number }>();
  const congested = new Set<GatewayId>();
  const copy = (id: GatewayId) => {
    const known = copies.get(id) ?? { texts: [], messages: 0 };
    copies.set(id, known);
    return known;
  };
  const gateway = (id: GatewayId): GatewayPort => ({
    ...nullGateway,
    fairEntries(from, entries) {
      expect(from).toBe(copy(id).texts.length);
      copy(id).messages++;
      copy(id).texts.push(...entries);
    },
  });
  return { link: { gateway, congested: (id: GatewayId) => congested.has(id) }, copy, congested };
}

function makeLog() {
  const { link, copy, congested } = makeLink();
  const records = new HuntRecords(() => {});
  const log = new PublicLog(records, link);
  const saved: LedgerRecord[] = [];
  const save = (): void => {
    const staged = records.prepare();
    saved.push(...staged);
    records.durable(staged);
  };
  const addAll = (count: number): void => {
    for (let hunt = 1; hunt <= count; hunt++) log.add(body(hunt));
  };
  return { log, copy, congested, saved, save, addAll };
}

test("entries are sent once they are saved, in order, and to a gateway that comes later as well", () => {
  const { log, copy, save, addAll, saved } = makeLog();
  log.meet("first");
  addAll(100);
  log.meet("early");
  log.endStep();
  expect([copy("first").texts, copy("early").texts, log.length]).toEqual([[], [], 0]);
  save();
  expect(log.length).toBe(100);
  expect(copy("first").texts.length).toBe(100);
  log.add(body(101));
  log.meet("late");
  expect(copy("late").texts).toEqual(copy("first").texts);
  expect(copy("late").messages).toBeGreaterThan(1);
  save();
  expect([copy("first").texts.length, copy("late").texts.length]).toEqual([101, 101]);
  const again = makeLink();
  const restarted = new PublicLog(new HuntRecords(() => {}), again.link);
  restarted.load(saved);
  restarted.meet("first");
  expect(again.copy("first").texts).toEqual(copy("first").texts);
});

test("a new gateway gets a long log over several steps, at most 128 KiB in each, and nothing while it does not keep up", () => {
  const { log, copy, congested, save, addAll } = makeLog();
  log.meet("old");
  addAll(1_000);
  save();
  log.meet("new");
  const bytes = (): number => copy("new").texts.join("").length;
  let before = bytes();
  expect(before).toBeGreaterThan(0);
  let steps = 0;
  for (; copy("new").texts.length < 1_000; steps++) {
    congested.add("new");
    log.endStep();
    expect(bytes()).toBe(before);
    congested.delete("new");
    log.endStep();
    expect(bytes() - before).toBeLessThanOrEqual(131_072);
    before = bytes();
  }
  expect(steps).toBeGreaterThan(3);
  // Entries that are saved in between come in their turn.
  expect(copy("new").texts).toEqual(copy("old").texts);
  log.add(body(1_001));
  save();
  expect(copy("new").texts.length).toBe(1_001);
});

test("an entry that is saved while a new gateway has not got the whole log follows in its place", () => {
  const { log, copy, save, addAll } = makeLog();
  addAll(1_000);
  save();
  log.meet("new");
  log.add(body(1_001));
  save();
  expect(copy("new").texts.length).toBeLessThan(1_000);
  for (let step = 0; step < 20; step++) log.endStep();
  expect(copy("new").texts.length).toBe(1_001);
  log.gone("new");
  log.add(body(1_002));
  save();
  log.endStep();
  expect(copy("new").texts.length).toBe(1_001);
});

test("when caches were found is kept of hunts that are not over, also after a restart", () => {
  const { log, save, saved } = makeLog();
  const found = (hunt: number): LogBody[] => [
    { type: "sealed", hunt, atMs: 1, nonces: [], caches: 1, root: "" },
    {
      type: "found",
      hunt,
      atMs: 7,
      leaf: { index: 0, tier: 0, tileX: 1, tileY: 2, mimic: false, salt: "" } as never,
      proof: [],
    },
  ];
  for (const entry of [...found(1), ...found(2), ...found(3)]) log.add(entry);
  log.add({ type: "revealed", hunt: 1, atMs: 9, secret: "", resultsHash: "" });
  log.add(body(2));
  save();
  const again = new PublicLog(new HuntRecords(() => {}), makeLink().link);
  again.load(saved);
  for (const kept of [log, again])
    expect([1, 2, 3].map((hunt) => kept.foundAtMs(hunt, 0))).toEqual([undefined, undefined, 7]);
});
