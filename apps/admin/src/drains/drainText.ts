// What the console says of a drain. Pure.
import type { AdminDrain } from "@doubloon/shared/protocol/admin";
import { formatCount } from "../format.ts";

/** One line without the gateway's name. */
export function drainText({ state, total, moved, perSecond, endsInMs }: AdminDrain): string {
  const far = `${formatCount(moved)} of ${formatCount(total)} players moved`;
  return `${far}, ${PACES[state](perSecond)}; ends in ${formatCount(Math.ceil(endsInMs / 1_000))} s at the latest`;
}

const PACES: Readonly<Record<AdminDrain["state"], (perSecond: number) => string>> = {
  moving: (perSecond) => `${formatCount(perSecond)} a second`,
  waiting: () => "waiting for room at other gateways",
  paused: () => "paused",
};
