import { expect, it } from "vitest";
import { connectionPhase } from "./connectionPhase.ts";

const queue = { waiting: 9, waitSeconds: 3, retryAfterSeconds: 0 };
const joining = { at: "joining" } as const;

it("shows the queue and the expected wait on the start screen while joining", () => {
  const shown = { at: "joining", queue: { waiting: 9, untilMs: 4_000 } };
  expect(connectionPhase({ state: "connecting", queue }, joining, false, 1_000)).toEqual(shown);
  expect(connectionPhase({ state: "connecting" }, joining, false, 1_000)).toEqual(joining);
});

it("interrupts the game while it reconnects", () => {
  const phase = { at: "reconnecting", retryAtMs: undefined, why: undefined, queue: undefined };
  expect(connectionPhase({ state: "connecting" }, { at: "playing" }, true, 1_000)).toEqual(phase);
});

it("counts down to the next attempt of a player who was refused", () => {
  const waiting = { state: "waiting", retryAtMs: 7_000, refusal: undefined, queue } as const;
  expect(connectionPhase(waiting, joining, false, 1_000)).toEqual({
    at: "reconnecting",
    retryAtMs: 7_000,
    why: undefined,
    queue: { waiting: 9, untilMs: 7_000 },
  });
});
