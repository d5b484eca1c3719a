// What gateways get of the public log, and when: nothing that is not saved, also those that come later.
import type { CancelledBody } from "@doubloon/shared/fair/log";
import { expect, test } from "vitest";
import type { LedgerRecord } from "../../../ledger/port.ts";
import type { GatewayPort } from "../../../link/port.ts";
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

/** A gateway that keeps what it gets as a copy of the log. */
function listen() {
  const texts: string[] = [];
  let messages = 0;
  const port: GatewayPort = {
    ...nullGateway,
    fairEntries(from, entries) {
      expect(from).toBe(texts.length);
      messages++;
      texts.push(...entries);
    },
  };
  return { port, texts, messages: () => messages };
}

test("entries are sent once they are saved, in order and in messages of bounded size, and a later gateway gets the same", () => {
  const records = new HuntRecords(() => {});
  const first = listen();
  const log = new PublicLog(records, () => [first.port]);
  const saved: LedgerRecord[] = [];
  const save = (): void => {
    const staged = records.prepare();
    saved.push(...staged);
    records.durable(staged);
  };
  for (let hunt = 1; hunt <= 200; hunt++) log.add(body(hunt));
  const early = listen();
  log.sendTo(early.port);
  expect([first.texts, early.texts, log.length]).toEqual([[], [], 0]);
  save();
  expect(log.length).toBe(200);
  log.add(body(201));
  const late = listen();
  log.sendTo(late.port);
  expect(late.texts).toEqual(first.texts);
  expect(late.texts.length).toBe(200);
  expect(late.messages()).toBeGreaterThan(3);
  save();
  expect(first.texts.length).toBe(201);
  const again = new PublicLog(new HuntRecords(() => {}), () => []);
  again.load(saved);
  const restarted = listen();
  again.sendTo(restarted.port);
  expect(restarted.texts).toEqual(first.texts);
});
