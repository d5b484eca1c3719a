// Which session controls a mover while enters, leaves, takeovers, broken links and steps come in any order.
import { playerId } from "@doubloon/engine/testing/testWorld";
import type { World } from "@doubloon/engine/world";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlayedGateways } from "./testing/playedGateways.ts";

/** The world after some more steps. */
async function steppedWorld(played: PlayedGateways): Promise<World> {
  for (let steps = 0; steps < 12; steps++) {
    played.step();
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (played.world === undefined) throw new Error("the world has not stepped");
  return played.world;
}

/** Delivers everything, then checks that the world agrees with what the gateways believe. */
async function expectNoGhosts(played: PlayedGateways, seqs: { last: number }): Promise<void> {
  // A gateway eventually notices a link that the world found broken.
  played.mend();
  played.deliverLate();
  played.settle();
  for (const [n, gateway] of played.gateways.entries()) gateway.enter(100 + n);
  played.settle();
  const sessions = played.gateways.flatMap(({ playing }) => playing);
  expect(played.gateways.flatMap((g) => [...g.sessions.values()]).length).toBe(sessions.length);
  const players = sessions.map(({ player }) => player);
  expect(new Set(players).size).toBe(players.length);
  expect(played.host.playersOnline).toBe(sessions.length);
  expect(played.viewers).toBe(sessions.length);

  // The last input that each mover took was its own session's.
  const seen = await steppedWorld(played);
  for (const { mover, seqs } of sessions) expect([0, ...seqs]).toContain(seen.movers.lastSeq[mover!]);

  // Every player can steer, and steers only their own mover.
  for (const gateway of played.gateways) {
    for (const session of gateway.playing) gateway.input(session, ++seqs.last, session.key & 63);
  }
  const before = played.ignored.input;
  played.settle();
  expect(played.ignored.input).toBe(before);
  await played.host.close();
  const world = await steppedWorld(played);
  for (const { player, mover, seqs } of sessions) {
    expect(world.accounts.idOf(world.movers.account[mover!] - 1)).toBe(playerId(player));
    expect(world.movers.lastSeq[mover!]).toBe(seqs.at(-1));
  }
}

describe("N4 a mover obeys the one session that controls it", () => {
  it("N4 after a takeover the old session's leave and inputs are ignored", async () => {
    const played = await PlayedGateways.start(2);
    const [one, two] = played.gateways;
    const first = one.enter(1);
    played.settle();
    two.enter(1);
    played.toWorld(1);
    played.step();
    one.input(first, 9, 16);
    one.close(first);
    played.toWorld(0);
    expect(played.ignored).toEqual({ input: 1, leave: 1, hunting: 0 });
    await expectNoGhosts(played, { last: 100 });
  });

  it("N4 an input that arrives before the step of a takeover has no effect after it", async () => {
    const played = await PlayedGateways.start(2);
    const [one, two] = played.gateways;
    const first = one.enter(1);
    played.settle();
    one.input(first, 900, 16);
    played.toWorld(0);
    const second = two.enter(1);
    played.toWorld(1);
    played.settle();
    expect(played.ignored.input).toBe(1);
    // The second session's sequence numbers start over: if 900 had been applied, 1 would be late.
    two.input(second, 1, 0);
    played.settle();
    await played.host.close();
    const world = await steppedWorld(played);
    expect(world.movers.lastSeq[second.mover!]).toBe(1);
  });

  it("N4 a gateway that reconnects between enter and step does not remove its own player", async () => {
    const played = await PlayedGateways.start(1);
    const [gateway] = played.gateways;
    const session = gateway.enter(1);
    played.toWorld(0);
    played.lose(0);
    played.relink(0);
    played.toWorld(0);
    played.toGateway(0);
    played.toWorld(0);
    played.settle();
    expect(gateway.takenOver).toEqual([]);
    expect(gateway.playing).toEqual([session]);
    expect(played.host.playersOnline).toBe(1);
    expect(played.viewers).toBe(1);
  });

  it("N4 a gateway that disconnects between enter and step leaves no mover behind", async () => {
    const played = await PlayedGateways.start(1);
    played.gateways[0].enter(1);
    played.toWorld(0);
    played.lose(0);
    for (let steps = 0; steps < 3; steps++) played.step();
    expect(played.host.playersOnline).toBe(0);
    expect(played.viewers).toBe(0);
  });

  it("N4 a restarted gateway gets nothing for its previous sessions, whatever their keys", async () => {
    const played = await PlayedGateways.start(2);
    played.gateways[0].enter(1);
    played.settle();
    played.gateways[1].enter(1);
    played.toWorld(1);
    played.restart(0);
    // Same id and same key as the session that is taken over in the step to come.
    const other = played.gateways[0].enter(2);
    played.settle();
    played.gateways[0].enter(3);
    played.settle();
    expect(played.gateways[0].takenOver).toEqual([]);
    expect(other.mover === undefined || played.gateways[0].playing.includes(other)).toBe(true);
    await expectNoGhosts(played, { last: 0 });
  });
});

const gatewayCount = 2;
const n = fc.nat(gatewayCount - 1);
/** How many packets arrive: mostly all of them. */
const packets = fc.oneof(
  { weight: 3, arbitrary: fc.constant(99) },
  { weight: 1, arbitrary: fc.constantFrom(1, 2) },
);
const at = fc.nat(9);
const heading = fc.nat(63);
const some = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const operation = fc.oneof(
  some(6, fc.record({ do: fc.constant("enter" as const), n, player: fc.nat(1) })),
  some(4, fc.record({ do: fc.constant("close" as const), n, at })),
  some(5, fc.record({ do: fc.constant("input" as const), n, at, heading })),
  some(9, fc.record({ do: fc.constantFrom("toWorld" as const, "toGateway" as const), n, packets })),
  some(6, fc.record({ do: fc.constant("step" as const) })),
  some(1, fc.record({ do: fc.constantFrom("lose" as const, "relink" as const, "restart" as const), n })),
  some(1, fc.record({ do: fc.constant("late" as const) })),
);
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

function play(played: PlayedGateways, op: Operation, seqs: { last: number }): void {
  const gateway = "n" in op ? played.gateways[op.n] : undefined;
  const pick = (at: number) => {
    const all = [...(gateway?.sessions.values() ?? [])];
    return all.length === 0 ? undefined : all[at % all.length];
  };
  switch (op.do) {
    case "enter":
      gateway?.enter(op.player);
      break;
    case "close": {
      const session = pick(op.at);
      if (session !== undefined) gateway?.close(session);
      break;
    }
    case "input": {
      const session = pick(op.at);
      if (session !== undefined) gateway?.input(session, ++seqs.last, op.heading);
      break;
    }
    case "toWorld":
    case "toGateway":
      played[op.do](op.n, op.packets);
      break;
    case "step":
      played.step();
      expect(played.viewers).toBeLessThanOrEqual(played.host.playersOnline);
      break;
    case "late":
      played.deliverLate();
      break;
    default:
      played[op.do](op.n);
  }
}

it("N4 in any order of events: each player has one controller, and no mover is without one", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 80 }), async (operations) => {
      const played = await PlayedGateways.start(gatewayCount);
      const seqs = { last: 0 };
      for (const op of operations) play(played, op, seqs);
      await expectNoGhosts(played, seqs);
    }),
    { numRuns: 60, seed: 1 },
  );
});
