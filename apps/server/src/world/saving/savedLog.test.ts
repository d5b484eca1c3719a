// Entries of the log: in the same transaction as the world, written again after a failure, and kept when all is replaced.
import { firstSaveState } from "@doubloon/engine/saved/saveState";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { enter, makeMap, noInputs, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld } from "@doubloon/engine/world";
import { expect, test } from "vitest";
import type { Ledger, LedgerChanges, LedgerRecord } from "../../ledger/port.ts";
import { createMemoryLedger } from "../../ledger/testing/memoryLedger.ts";
import { nullGateway } from "../../link/session/nullGateway.ts";
import { createHandFlushedLink } from "../../link/testing/handFlushedLink.ts";
import { PlayerIndex } from "../playerIndex.ts";
import { makeHandClock } from "../testing/handClock.ts";
import { createWorldHost } from "../worldHost.ts";
import { nullWorldObserver } from "../worldObserver.ts";
import { DurableAnnouncer } from "./durableAnnouncer.ts";
import { openSavedWorld } from "./openSavedWorld.ts";
import type { SavedLog } from "./savedLog.ts";
import { WorldSaver } from "./worldSaver.ts";

const options = { map: makeMap(64, 64, 0), loot: testLoot, seed: 7 };

/** A log that is asked by the saver, and what it was told. */
class TestLog implements SavedLog {
  waiting: LedgerRecord[] = [];
  readonly told: string[] = [];

  add(number: number): void {
    this.waiting.push({ key: `log:${number}`, bytes: Uint8Array.of(number) });
  }

  prepare(): readonly LedgerRecord[] {
    return this.waiting.splice(0);
  }

  durable(records: readonly LedgerRecord[]): void {
    for (const { key } of records) this.told.push(key);
  }

  failed(records: readonly LedgerRecord[]): void {
    this.waiting.unshift(...records);
  }
}

function makeSaver(ledger: Ledger, kept: readonly LedgerRecord[] = []) {
  const world = createWorld(options);
  const clock = makeHandClock();
  const link = createHandFlushedLink();
  link.gateway.serve(nullGateway);
  const announcer = new DurableAnnouncer({ world, link: link.world, players: new PlayerIndex(), clock });
  const log = new TestLog();
  const saver = new WorldSaver({
    world,
    state: firstSaveState(""),
    whole: true,
    ledger,
    clock,
    observer: nullWorldObserver,
    announcer,
    log,
    kept,
  });
  const step = (): void => {
    stepWorld(world, { commands: [enter(1)], inputs: noInputs() });
    saver.dirty = true;
  };
  return { log, saver, step };
}

test("an entry is saved in the transaction of the world, told once that is durable, and saved again after a failure", async () => {
  const memory = createMemoryLedger();
  const saves: LedgerChanges[] = [];
  let broken = true;
  const ledger: Ledger = {
    ...memory,
    save: async (changes) => {
      if (broken) throw new Error("disk full");
      saves.push(changes);
      await memory.save(changes);
    },
  };
  const { log, saver, step } = makeSaver(ledger);
  step();
  log.add(1);
  await expect(saver.finish()).rejects.toThrow("disk full");
  expect(log.told).toEqual([]);
  broken = false;
  log.add(2);
  await saver.finish();
  expect(log.told).toEqual(["log:1", "log:2"]);
  expect(saves.length).toBe(1);
  const keys = [...(await memory.load()).keys()];
  expect(keys).toEqual(expect.arrayContaining(["page:0:0", "log:1", "log:2"]));
  step();
  log.add(3);
  await saver.finish();
  const records = await memory.load();
  expect([1, 2, 3].map((n) => [...(records.get(`log:${n}`) ?? [])])).toEqual([[1], [2], [3]]);
  const { log: kept, fresh } = openSavedWorld(records, options, "");
  expect(kept.map(({ key }) => key).toSorted()).toEqual(["log:1", "log:2", "log:3"]);
  expect(fresh).toBe(false);
});

test("a save that replaces everything keeps the log: on another map, and after damage", async () => {
  const ledger = createMemoryLedger();
  const { log, saver, step } = makeSaver(ledger);
  step();
  log.add(1);
  await saver.finish();
  step();
  await saver.finish();
  const before = await ledger.load();
  const damaged = new Map(before);
  damaged.set("base:1", new Uint8Array(3));
  const cases: [ReadonlyMap<string, Uint8Array>, typeof options][] = [
    [before, { ...options, map: makeMap(32, 32, 0, "other") }],
    [damaged, options],
  ];
  for (const [records, with_] of cases) {
    const other = createMemoryLedger();
    await other.save({ clear: true, drops: [], puts: [...records].map(([key, bytes]) => ({ key, bytes })) });
    const host = await createWorldHost({
      ...with_,
      ledger: other,
      link: createHandFlushedLink().world,
      clock: makeHandClock(),
      observer: nullWorldObserver,
    });
    host.abandon();
    const after = await other.load();
    expect(after.get("log:1")).toEqual(Uint8Array.of(1));
    expect(openSavedWorld(after, with_, "").notes).toEqual([]);
  }
});
