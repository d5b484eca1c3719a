// The well-behaved players: load players in their own process, measured window by window.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { PlayersPlan, PlayersResult, PlayersStatus } from "../../load/players.ts";
import type { FromVictims, ToVictims } from "./victimMessages.ts";

const PROGRAM = fileURLToPath(new URL("./victimsProcess.ts", import.meta.url));

export interface Victims {
  /** Whether every victim has joined or was rejected for good, as last reported. */
  readonly settled: boolean;
  readonly status: PlayersStatus | undefined;
  /**
   * Returns the latencies and frames since the last call, and the counts of the whole run. Starts a new window.
   * @throws Error if the process has ended
   */
  window(): Promise<PlayersResult>;
  /** All victims leave. */
  close(): void;
}

/** Starts the victims. */
export function startVictims(plan: PlayersPlan): Victims {
  const child = fork(PROGRAM, [], { serialization: "advanced" });
  let latest: Extract<FromVictims, { type: "status" }> | undefined;
  let resolveWindow: ((result: PlayersResult) => void) | undefined;
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the process of the victims ended with code ${code}`)));
  });
  ended.catch(() => {});
  child.on("message", (message: FromVictims) => {
    if (message.type === "status") latest = message;
    else resolveWindow?.(message.result);
  });
  const tell = (message: ToVictims): void => void (child.connected && child.send(message));
  tell({ type: "start", plan });
  return {
    get settled() {
      return latest?.settled === true;
    },
    get status() {
      return latest?.status;
    },
    window() {
      const result = new Promise<PlayersResult>((resolve) => {
        resolveWindow = resolve;
      });
      tell({ type: "window" });
      return Promise.race([result, ended]);
    },
    close() {
      if (child.connected) child.disconnect();
    },
  };
}
