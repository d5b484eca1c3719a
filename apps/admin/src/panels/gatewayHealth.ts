// The status of a gateway in one word. A gateway can be slow because another program keeps its machine busy.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";

/** A gateway whose last report is older than this, in ms, is silent. Gateways report once a second. */
const SILENT_MS = 3_000;
const SLOW_LAG_MS = 40;

export interface GatewayStatus {
  readonly state: "well" | "slow" | "silent" | "draining";
  readonly text: string;
}

export function statusOf({
  silentMs,
  lagMs,
  drain,
}: Pick<AdminGateway, "silentMs" | "lagMs" | "drain">): GatewayStatus {
  if (silentMs > SILENT_MS) return { state: "silent", text: `silent for ${Math.round(silentMs / 1_000)} s` };
  if (drain !== undefined) return { state: "draining", text: "draining" };
  return lagMs > SLOW_LAG_MS ? { state: "slow", text: "slow" } : { state: "well", text: "well" };
}
