import { expect, test } from "vitest";
import { AuditLog } from "./auditLog.ts";
import { HuntRecords } from "./huntRecords.ts";

const PAUSE_MS = 30_000;

function openLog() {
  let nowMs = 0;
  const records = new HuntRecords(() => undefined);
  const audit = new AuditLog(records, () => nowMs);
  return {
    audit,
    looksAt(by: string, atMs: number) {
      nowMs = atMs;
      return audit.addOngoing(by, "looked", PAUSE_MS);
    },
    save: () => records.durable(records.prepare()),
  };
}

test("what a game master goes on doing is one entry, until a pause", async () => {
  const { audit, looksAt, save } = openLog();
  for (const [by, atMs] of [
    ["anne", 0],
    ["anne", 5_000],
    ["bart", 6_000],
    ["anne", 35_000],
    ["anne", 65_001],
  ] as const) {
    const looked = looksAt(by, atMs);
    save();
    await looked;
  }
  expect(audit.shown().map(({ by, atMs }) => `${by} ${atMs}`)).toEqual(["anne 65001", "bart 6000", "anne 0"]);
});

test("each time waits until the entry is on disk", async () => {
  const { looksAt, save } = openLog();
  const done: string[] = [];
  const both = [
    looksAt("anne", 0).then(() => done.push("first")),
    looksAt("anne", 1).then(() => done.push("second")),
  ];
  await Promise.resolve();
  expect(done).toEqual([]);
  save();
  await Promise.all(both);
  expect(done).toEqual(["first", "second"]);
});
