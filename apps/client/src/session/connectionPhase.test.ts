import { expect, it } from "vitest";
import { connectionPhase, lateMove } from "./connectionPhase.ts";

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

it("does not interrupt a player who is moved to another gateway, unless that takes too long", () => {
  const refusal = { code: "moving", text: "Moving", retryAfterMs: 100 } as const;
  const told = { state: "waiting", retryAtMs: 1_100, refusal } as const;
  const moving = connectionPhase(told, { at: "playing" }, true, 1_000);
  expect(moving).toEqual({ at: "moving", untilMs: 9_000 });
  const lost = { state: "waiting", retryAtMs: 2_000, refusal: undefined } as const;
  for (const state of [{ state: "connecting" }, lost, told] as const) {
    expect(connectionPhase(state, moving, true, 8_999)).toBe(moving);
    expect(connectionPhase({ ...state, queue }, moving, true, 8_999).at).toBe("reconnecting");
  }
  expect(connectionPhase({ state: "connecting" }, moving, true, 9_000).at).toBe("reconnecting");
  // Also if the connection reports nothing new meanwhile.
  expect(lateMove(moving, 8_999)).toBeUndefined();
  expect(lateMove(moving, 9_000)?.at).toBe("reconnecting");
  expect(lateMove({ at: "playing" }, 9_000)).toBeUndefined();
});

it("leaves the start screen to a player who has not played yet and is turned to another gateway", () => {
  const refusal = { code: "moving", text: "Moving", retryAfterMs: 100 } as const;
  const told = { state: "waiting", retryAtMs: 1_100, refusal } as const;
  expect(connectionPhase(told, joining, false, 1_000)).toEqual(joining);
});
