// The results of hunts that are over: when they can be read, how many are kept, and that they stay as they were.
import { setTimeout as sleep } from "node:timers/promises";
import type { AdminHunt, HuntResults } from "@doubloon/shared/protocol/adminHunts";
import { expect, test } from "vitest";
import type { LedgerRecord } from "../../../ledger/port.ts";
import { HuntArchive, MAX_RESULTS } from "./huntArchive.ts";
import { HuntRecords } from "./huntRecords.ts";

const resultsOf = (hunt: number): HuntResults => ({
  hunt,
  title: `The hunt “${hunt}”`,
  startsAt: hunt,
  endsAt: hunt + 1,
  rows: [],
  caches: [],
});
const archived = (hunt: number) => ({ results: resultsOf(hunt), listed: { hunt } as AdminHunt });

test("results can be read once they are saved, of the newest hunts, before and after they are compressed, also after a restart", async () => {
  const records = new HuntRecords(() => {});
  const archive = new HuntArchive(records);
  const saved = new Map<string, LedgerRecord>();
  const count = MAX_RESULTS + 2;
  for (let hunt = 1; hunt <= count; hunt++) {
    archive.add(archived(hunt));
    expect(archive.results(hunt)).toBeUndefined();
    const staged = records.prepare();
    for (const record of staged) saved.set(record.key, record);
    records.durable(staged);
    expect(archive.results(hunt)).toEqual(resultsOf(hunt));
  }
  // By then a thread has compressed them; if it has not, they are read as they are.
  await sleep(20);
  const again = new HuntArchive(new HuntRecords(() => {}));
  again.load([...saved.values()]);
  for (const kept of [archive, again]) {
    expect([1, 2, 3, count].map((hunt) => kept.results(hunt))).toEqual([
      undefined,
      undefined,
      resultsOf(3),
      resultsOf(count),
    ]);
    expect(kept.listed().map(({ hunt }) => hunt)).toEqual(
      Array.from({ length: MAX_RESULTS }, (_, i) => i + 3),
    );
  }
});
