// The process of the well-behaved players; separate, so that the attack's own work does not delay them. victims.ts starts
// it; it ends with its parent.
import { Players } from "../../load/players.ts";
import type { FromVictims, ToVictims } from "./victimMessages.ts";

const STATUS_EVERY_MS = 100;

let players: Players | undefined;

function tell(message: FromVictims): void {
  process.send?.(message);
}

process.on("message", (message: ToVictims) => {
  if (message.type === "start") {
    players = new Players(
      message.plan,
      () => performance.now(),
      Math.random,
      () => {},
    );
    players.start();
  } else if (players !== undefined) {
    tell({ type: "window", result: players.result() });
    players.measure();
  }
});

setInterval(() => {
  if (players !== undefined) tell({ type: "status", settled: players.settled, status: players.status() });
}, STATUS_EVERY_MS);

process.on("disconnect", () => {
  players?.close();
  process.exit(0);
});
// Ctrl-C reaches the whole process group; the parent decides when this process ends.
process.on("SIGINT", () => {});
