import { expect, it } from "vitest";
import { linePhase } from "./linePhase.ts";

const queue = { waiting: 9, waitSeconds: 3, retryAfterSeconds: 0 };
const joining = { at: "joining" } as const;

it("shows who else waits on the start screen, and when one's turn comes", () => {
  const shown = { at: "joining", queue: { waiting: 9, untilMs: 4_000 } };
  expect(linePhase({ state: "connecting", queue }, joining, false, 1_000)).toEqual(shown);
  expect(linePhase({ state: "connecting" }, joining, false, 1_000)).toEqual(joining);
});

it("covers the hunt while it cannot go on", () => {
  const phase = { at: "reconnecting", retryAtMs: undefined, why: undefined, queue: undefined };
  expect(linePhase({ state: "connecting" }, { at: "playing" }, true, 1_000)).toEqual(phase);
});

it("counts down to the next attempt of one who was turned away", () => {
  const waiting = { state: "waiting", retryAtMs: 7_000, refusal: undefined, queue } as const;
  expect(linePhase(waiting, joining, false, 1_000)).toEqual({
    at: "reconnecting",
    retryAtMs: 7_000,
    why: undefined,
    queue: { waiting: 9, untilMs: 7_000 },
  });
});
