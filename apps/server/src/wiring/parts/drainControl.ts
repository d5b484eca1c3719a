// What `npm run ops -- drain` asks over the control socket: a handler for a server that knows its gateways. Carries out no drain.
import { type AdminGateway, drainActs } from "@doubloon/shared/protocol/admin";
import { z } from "zod";
import type { AdminSources } from "../../admin/sources.ts";
import type { ControlHandler } from "../../startup/controlSocket.ts";

/** Who gave an order over the control socket, for the audit list. */
const OPERATOR = "an operator";

const orderShape = z.object({ act: z.enum([...drainActs, "status"]), gateway: z.string().optional() });

/** As `drainHandler`, on a machine that runs the world only at times. */
export function leaderDrainHandler(
  leader: () => Pick<AdminSources, "gateways" | "drain"> | undefined,
): ControlHandler {
  return async (body) => {
    const sources = leader();
    if (sources === undefined)
      throw new Error(
        "this machine stands by: order it on the machine that runs the world, or on the gateway's own",
      );
    return drainHandler(sources)(body);
  };
}

/** `own` is the gateway that an order without one is about; without it, that is the only one that the order fits. */
export function drainHandler(
  { gateways, drain }: Pick<AdminSources, "gateways" | "drain">,
  own?: string,
): ControlHandler {
  return async (body) => {
    const order = orderShape.safeParse(body).data;
    if (order === undefined) throw new Error("the order about a drain is malformed");
    const { act } = order;
    const gateway =
      act === "status" ? undefined : (order.gateway ?? own ?? theOne(gateways(), act !== "start"));
    if (act !== "status" && gateway !== undefined) {
      const problem = await drain(gateway, act, OPERATOR);
      if (problem !== undefined) throw new Error(problem);
    }
    const rows = gateways().map(({ id, players, drain }) => ({ id, players, drain }));
    return { gateways: rows, gateway };
  };
}

/** @throws Error unless exactly one gateway fits */
function theOne(gateways: readonly AdminGateway[], drains: boolean): string {
  const fitting = gateways.filter(({ drain }) => (drain !== undefined) === drains);
  const [one, ...more] = fitting;
  if (one !== undefined && more.length === 0) return one.id;
  if (drains && one === undefined) throw new Error("no gateway drains");
  const ids = fitting.map(({ id }) => id).join(", ");
  throw new Error(`which gateway? Name one by --gateway: ${ids === "" ? "none has reported yet" : ids}`);
}
