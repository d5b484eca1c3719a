// What the attack and the process of its victims say to each other over IPC.
import type { Glance, PlayersPlan, PlayersResult } from "../../load/players.ts";

export type ToVictims =
  | { readonly type: "start"; readonly plan: PlayersPlan }
  /** Report the window that ends now, and begin another. */
  | { readonly type: "window" };

export type FromVictims =
  | { readonly type: "state"; readonly settled: boolean; readonly glance: Glance }
  | { readonly type: "window"; readonly harvest: PlayersResult };
