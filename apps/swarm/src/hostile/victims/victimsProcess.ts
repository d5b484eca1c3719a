// The process of the well-behaved players, so that the attack's own work makes none of them late. Started by victims.ts;
// it ends with its parent.
import { Players } from "../../load/players.ts";
import type { FromVictims, ToVictims } from "./victimMessages.ts";

const STATE_EVERY_MS = 100;

let fleet: Players | undefined;

function tell(message: FromVictims): void {
  process.send?.(message);
}

process.on("message", (message: ToVictims) => {
  if (message.type === "start") {
    fleet = new Players(
      message.plan,
      () => performance.now(),
      Math.random,
      () => {},
    );
    fleet.start();
  } else if (fleet !== undefined) {
    tell({ type: "window", harvest: fleet.harvest() });
    fleet.measure();
  }
});

setInterval(() => {
  if (fleet !== undefined) tell({ type: "state", settled: fleet.settled, glance: fleet.glance() });
}, STATE_EVERY_MS);

process.on("disconnect", () => {
  fleet?.close();
  process.exit(0);
});
// Ctrl-C reaches the whole group; the parent decides what becomes of it.
process.on("SIGINT", () => {});
