// The part of the consoles' namespace that is about drains and handovers: passes on the orders of game masters who may operate
// the server.
import { type AdminClientEvents, type DrainOutcome, drainActs } from "@doubloon/shared/protocol/admin";
import { z } from "zod";
import { OPERATING_REFUSED, type ProcessConsoleParts } from "./processes/processConsole.ts";
import type { AdminSources } from "./sources.ts";

/** The part of a console's Socket.IO socket that is used here. */
export interface DrainSocket {
  on(
    event: keyof Pick<AdminClientEvents, "drain" | "handOver">,
    listener: (...args: unknown[]) => void,
  ): unknown;
  disconnect(close: true): unknown;
}

const gatewayShape = z.string().min(1).max(128);
const actShape = z.enum(drainActs);

/** Adds the orders to one console's connection. */
export function attachDrains(
  socket: DrainSocket,
  parts: Omit<ProcessConsoleParts, "sources"> & Pick<AdminSources, "drain" | "handOver">,
): void {
  const { drain, handOver, guard, gameMaster, mayOperate } = parts;
  socket.on(
    "handOver",
    guard("admin handover", async (answer: unknown) => {
      if (typeof answer !== "function") return void socket.disconnect(true);
      answer(await carryOut(handOver));
    }),
  );
  socket.on(
    "drain",
    guard("admin drain", async (...given: readonly unknown[]) => {
      const gateway = gatewayShape.safeParse(given[0]).data;
      const act = actShape.safeParse(given[1]).data;
      const answer = given[2];
      // Our console never sends an order of another form.
      if (gateway === undefined || act === undefined || typeof answer !== "function")
        return void socket.disconnect(true);
      answer(await carryOut((by) => drain(gateway, act, by)));
    }),
  );

  async function carryOut(order: (by: string) => Promise<string | undefined>): Promise<DrainOutcome> {
    const who = await gameMaster(true);
    if ("refused" in who) return { ok: false, text: who.refused };
    if (!(await mayOperate(who.name))) return { ok: false, text: OPERATING_REFUSED };
    const problem = await order(who.name);
    return problem === undefined ? { ok: true } : { ok: false, text: `Not possible: ${problem}.` };
  }
}
