// Messages between the attack and the process of its victims.
import type { PlayersPlan, PlayersResult, PlayersStatus } from "../../load/players.ts";

export type ToVictims =
  | { readonly type: "start"; readonly plan: PlayersPlan }
  /** Reports the current window and starts a new one. */
  | { readonly type: "window" };

export type FromVictims =
  | { readonly type: "status"; readonly settled: boolean; readonly status: PlayersStatus }
  | { readonly type: "window"; readonly result: PlayersResult };
