// When players are told their own state in the hunt, and with which points.
import { ScriptedHunt } from "@doubloon/engine/testing/scriptedHunt";
import type { MoverId } from "@doubloon/shared/ids";
import { expect, test } from "vitest";
import type { GatewayId, GatewayPort, SessionKey, TellMessage, WorldLink } from "../../../link/port.ts";
import { nullGateway } from "../../../link/session/nullGateway.ts";
import { PlayerIndex } from "../../playerIndex.ts";
import { ClueMessages } from "./clueMessages.ts";
import { HuntMessages } from "./huntMessages.ts";

/** Messages about the hunters of a hunt, each with a session that has the number of its mover. */
function play(hunters: number) {
  const script = new ScriptedHunt({ seed: 1, players: hunters });
  const told: { readonly session: number; readonly message: TellMessage }[] = [];
  const gateway: GatewayPort = {
    ...nullGateway,
    tell: (session, ...message) => void told.push({ session: Number(session), message }),
  };
  const link = { gateway: () => gateway } as unknown as WorldLink;
  const players = new PlayerIndex();
  const { accounts, movers } = script.world;
  for (const mover of script.movers) {
    players.set(mover, {
      gateway: "one" as GatewayId,
      session: Number(mover) as SessionKey,
      playerId: accounts.idOf(movers.account[mover] - 1),
      name: `Player ${mover}`,
      feed: undefined,
      leaving: false,
      notifiedRank: 0,
    });
  }
  const unsaved = new Set<string>();
  const clues = new ClueMessages({
    chunkOf: () => undefined,
    riddleOf: () => undefined,
    onProblem: () => {},
    isTurned: () => false,
  });
  const messages = new HuntMessages({
    world: script.world,
    link,
    players,
    clues,
    hasUnsaved: (playerId) => unsaved.has(playerId),
  });
  /** The state that a mover is told now; undefined if it is told none. */
  const state = (mover: MoverId) => {
    const before = told.length;
    messages.changed(mover);
    messages.endStep();
    const [name, payload] =
      told.slice(before).find(({ session }) => session === Number(mover))?.message ?? [];
    return name === "hunter" ? payload : undefined;
  };
  return { script, told, players, unsaved, messages, state };
}

test("points that are not saved are not told, nor are those of the hunt before", () => {
  const { script, players, unsaved, state } = play(4);
  const { hunters } = script.world.hunts;
  const [mover] = script.movers;
  const row = script.row(0);
  hunters.points[row] = 70;
  expect(state(mover)).toMatchObject({ hunt: 1, points: 70 });
  unsaved.add(players.controllerOf(mover)!.playerId);
  hunters.points[row] = 170;
  expect(state(mover)).toMatchObject({ hunt: 1, points: 70 });
  hunters.hunt[row] = 0;
  hunters.points[row] = 30;
  expect(state(mover)).toMatchObject({ hunt: 0, points: 0, finds: 0, rank: 0, of: 0 });
  unsaved.clear();
  expect(state(mover)).toMatchObject({ hunt: 0, points: 30 });
});

test("a player who is leaving is told nothing", () => {
  const { script, players, state } = play(2);
  const [mover] = script.movers;
  players.controllerOf(mover)!.leaving = true;
  expect(state(mover)).toBeUndefined();
});

test("a step tells a bounded number of states, each once, and later steps the rest", () => {
  const { script, told, messages } = play(600);
  for (const mover of script.movers) {
    messages.changed(mover);
    messages.changed(mover);
  }
  const counts = [1, 2, 3, 4].map(() => {
    const before = told.length;
    messages.endStep();
    return told.length - before;
  });
  expect(counts).toEqual([256, 256, 88, 0]);
  expect(new Set(told.map(({ session }) => session)).size).toBe(600);
});
