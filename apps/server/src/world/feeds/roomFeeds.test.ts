import { makeInputBatch } from "@doubloon/engine/commands";
import { stepWorld } from "@doubloon/engine/stepWorld";
import { makeMap, testLoot } from "@doubloon/engine/testing/testWorld";
import { createWorld } from "@doubloon/engine/world";
import type { RoomId, WorldTimeMs } from "@doubloon/shared/ids";
import { expect, test } from "vitest";
import type { FeedId } from "../../link/feedId.ts";
import { nullGateway } from "../../link/session/nullGateway.ts";
import { createInlineLink } from "../../link/transports/inlineLink.ts";
import { PlayerIndex } from "../playerIndex.ts";
import { nullWorldObserver } from "../worldObserver.ts";
import { MAX_VIEWERS_PER_FEED, RoomFeeds } from "./roomFeeds.ts";
import { SLOT_MS } from "./slotWheel.ts";

/**
 * Sends frames to rooms for some seconds. Each frame takes `frameMs`, and each half second has a pause of `pauseMs`.
 * Returns when each frame of each room was sent.
 */
function send(rooms: number, frameMs: number, seconds: number, pauseMs = 0) {
  const world = createWorld({ map: makeMap(64, 64, 0), loot: testLoot, seed: 1 });
  const link = createInlineLink();
  const sentMs = new Map<FeedId, number[]>();
  let nowMs = 0;
  link.gateway.serve({
    ...nullGateway,
    frame(feed) {
      nowMs += frameMs;
      sentMs.set(feed, [...(sentMs.get(feed) ?? []), nowMs]);
    },
  });
  const feeds = new RoomFeeds({
    world,
    link: link.world,
    players: new PlayerIndex(),
    observer: nullWorldObserver,
    nowMs: () => nowMs,
    maxHz: 10,
  });
  for (let room = 0; room < rooms; room++) feeds.addViewer(room as RoomId, link.gateway.id, 0);
  let mostLateMs = 0;
  for (let slot = 1; slot * SLOT_MS < seconds * 1000; slot++) {
    nowMs = Math.max(nowMs, slot * SLOT_MS);
    if (slot % 10 === 0) stepWorld(world, { commands: [], inputs: makeInputBatch(0) });
    if (slot % 100 === 0) nowMs += pauseMs;
    const lateMs = nowMs - slot * SLOT_MS;
    mostLateMs = Math.max(mostLateMs, lateMs);
    feeds.send(slot, lateMs, () => nowMs as WorldTimeMs);
  }
  return { sentMs, mostLateMs };
}

test("without load every room gets a frame each period", () => {
  const { sentMs } = send(16, 0, 5);
  expect(sentMs.size).toBe(16);
  for (const times of sentMs.values()) {
    const gaps = times.slice(1).map((ms, i) => ms - times[i]);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(100);
    expect(times.length).toBeGreaterThanOrEqual(48);
  }
});

test("a short pause costs no frames; a long one costs only the time beyond the catch-up", () => {
  for (const times of send(16, 1, 20, 20).sentMs.values()) {
    expect(times.length).toBeGreaterThanOrEqual(20 * 10 - 2);
    const gaps = times.slice(1).map((ms, i) => ms - times[i]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(75);
  }
  for (const times of send(16, 1, 20, 120).sentMs.values()) {
    expect(times.length).toBeGreaterThanOrEqual(20 * 8 - 2);
    expect(times.length).toBeLessThanOrEqual(20 * 10);
  }
});

test("with a quarter too much work each room gets a fifth fewer frames, and no slot is ever a period late", () => {
  // Sixteen frames of 7.8 ms are 125 ms of work in a period of 100 ms.
  const { sentMs, mostLateMs } = send(16, 7.8125, 20);
  expect(mostLateMs).toBeLessThanOrEqual(100);
  for (const times of sentMs.values()) {
    expect(times.length).toBeGreaterThanOrEqual(20 * 7.5);
    expect(times.length).toBeLessThanOrEqual(20 * 8.2);
    const gaps = times.slice(1).map((ms, i) => ms - times[i]);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(75);
  }
});

test("a room with more viewers than one feed takes has several feeds, and drops feeds without viewers", () => {
  const world = createWorld({ map: makeMap(64, 64, 0), loot: testLoot, seed: 1 });
  const link = createInlineLink();
  const feeds = new RoomFeeds({
    world,
    link: link.world,
    players: new PlayerIndex(),
    observer: nullWorldObserver,
    nowMs: () => 0,
    maxHz: 10,
  });
  let sent: FeedId[] = [];
  link.gateway.serve({ ...nullGateway, frame: (feed) => void sent.push(feed) });
  const room = 5 as RoomId;
  const { id } = link.gateway;
  const given = Array.from({ length: 2 * MAX_VIEWERS_PER_FEED + 1 }, () => feeds.addViewer(room, id, 0));
  expect([...new Set(given)]).toEqual([5, 0x1_0005, 0x2_0005]);
  let slot = 1;
  const sendFor = (slots: number): void => {
    sent = [];
    for (const end = slot + slots; slot < end; slot++) {
      if (slot % 10 === 0) stepWorld(world, { commands: [], inputs: makeInputBatch(0) });
      feeds.send(slot, 0, () => 0 as WorldTimeMs);
    }
  };
  sendFor(40);
  expect(new Set(sent)).toEqual(new Set(given));
  expect(feeds.rates("full rate")[0]).toMatchObject({ rooms: 1, viewers: 2 * MAX_VIEWERS_PER_FEED + 1 });
  feeds.removeViewer(given[0], id);
  feeds.removeViewer(given[2 * MAX_VIEWERS_PER_FEED], id);
  sendFor(40);
  expect(new Set(sent)).toEqual(new Set([5, 0x1_0005]));
  expect(feeds.addViewer(room, id, slot)).toBe(5);
});
