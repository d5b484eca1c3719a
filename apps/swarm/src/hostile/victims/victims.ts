// The well-behaved players beside the attack: load players in a process of their own, measured window by window.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Glance, PlayersPlan, PlayersResult } from "../../load/players.ts";
import type { FromVictims, ToVictims } from "./victimMessages.ts";

const PROGRAM = fileURLToPath(new URL("./victimsProcess.ts", import.meta.url));

export interface Victims {
  /** Whether everybody is in, or turned away for good, as last heard. */
  readonly settled: boolean;
  readonly glance: Glance | undefined;
  /**
   * What was counted since the last call, latencies and frames, and the counts of the whole run; begins a new window.
   * @throws Error if the process has ended
   */
  window(): Promise<PlayersResult>;
  /** Everybody leaves. */
  close(): void;
}

/** Starts them. */
export function startVictims(plan: PlayersPlan): Victims {
  const child = fork(PROGRAM, [], { serialization: "advanced" });
  let state: Extract<FromVictims, { type: "state" }> | undefined;
  let resolveWindow: ((harvest: PlayersResult) => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the process of the victims ended with code ${code}`)));
  });
  ended.catch(() => {});
  child.on("message", (message: FromVictims) => {
    if (message.type === "state") state = message;
    else resolveWindow?.(message.harvest);
  });
  const tell = (message: ToVictims): void => void (child.connected && child.send(message));
  tell({ type: "start", plan });
  return {
    get settled() {
      return state?.settled === true;
    },
    get glance() {
      return state?.glance;
    },
    window() {
      const harvest = new Promise<PlayersResult>((resolve) => {
        resolveWindow = resolve;
      });
      tell({ type: "window" });
      return Promise.race([harvest, ended]);
    },
    close() {
      if (child.connected) child.disconnect();
    },
  };
}
