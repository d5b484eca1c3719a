// What a gateway's figures say of it in one word. It may be slow because its machine is busy with something else.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";

/** A report comes once a second; one that is this late is missed. */
const SILENT_MS = 3_000;
const SLOW_LAG_MS = 40;

export interface GatewayStatus {
  readonly state: "well" | "slow" | "silent";
  readonly text: string;
}

export function statusOf({ silentMs, lagMs }: Pick<AdminGateway, "silentMs" | "lagMs">): GatewayStatus {
  if (silentMs > SILENT_MS) return { state: "silent", text: `silent for ${Math.round(silentMs / 1_000)} s` };
  return lagMs > SLOW_LAG_MS ? { state: "slow", text: "slow" } : { state: "well", text: "well" };
}
