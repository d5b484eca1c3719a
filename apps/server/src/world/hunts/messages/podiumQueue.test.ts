import type { PlayerId } from "@doubloon/shared/ids";
import type { Podium } from "@doubloon/shared/protocol/huntEvents";
import { expect, test } from "vitest";
import { PodiumQueue } from "./podiumQueue.ts";

const podiumOf = (hunt: number): Podium => ({
  hunt,
  title: "Hunt",
  top: [],
  teams: [],
  caches: [],
  resultUrl: `/?hunt=${hunt}`,
});

function makeQueue() {
  const clock = { ms: 0, nowMs: () => clock.ms };
  const present = new Set<PlayerId>();
  const sent: [PlayerId, number][] = [];
  const queue = new PodiumQueue(clock, (playerId, { hunt }) => {
    if (!present.has(playerId)) return false;
    sent.push([playerId, hunt]);
    return true;
  });
  return { queue, clock, present, sent };
}
const [ann, ben] = ["ann" as PlayerId, "ben" as PlayerId];

test("a hunter who is away gets the podium on coming back, once, and one who was there does not get it again", () => {
  const { queue, present, sent } = makeQueue();
  present.add(ann);
  queue.add([
    [ann, podiumOf(1)],
    [ben, podiumOf(1)],
  ]);
  queue.endStep();
  expect(sent).toEqual([[ann, 1]]);
  present.add(ben);
  for (const player of [ann, ben, ben]) queue.entered(player);
  queue.endStep();
  expect(sent).toEqual([
    [ann, 1],
    [ben, 1],
  ]);
});

test("a podium waits a minute, and only the newest of a hunter", () => {
  const { queue, clock, present, sent } = makeQueue();
  queue.add([
    [ann, podiumOf(1)],
    [ben, podiumOf(1)],
  ]);
  queue.endStep();
  clock.ms = 30_000;
  queue.add([[ann, podiumOf(2)]]);
  queue.endStep();
  clock.ms = 60_000;
  queue.endStep();
  for (const player of [ann, ben]) {
    present.add(player);
    queue.entered(player);
  }
  queue.endStep();
  expect(sent).toEqual([[ann, 2]]);
});

test("a large hunt's podiums are spread over steps, in order", () => {
  const { queue, present, sent } = makeQueue();
  const players = Array.from({ length: 70 }, (_, n) => `player ${n}` as PlayerId);
  for (const player of players) present.add(player);
  queue.add(players.map((player) => [player, podiumOf(1)] as const));
  const counts = [0, 1, 2, 3].map(() => {
    queue.endStep();
    return sent.length;
  });
  expect(counts).toEqual([32, 64, 70, 70]);
  expect(sent.map(([player]) => player)).toEqual(players);
});
