// The child process of a squad: started by remoteWorker.ts, it does as it is told over IPC and ends with its parent.
import { LocalWorker } from "./worker.ts";
import type { FromWorker, ToWorker } from "./workerMessages.ts";

const STATE_EVERY_MS = 250;

let squad: LocalWorker | undefined;

function tell(message: FromWorker): void {
  process.send?.(message);
}

process.on("message", async (message: ToWorker) => {
  if (message.type === "start") {
    squad = new LocalWorker(message.plan);
    squad.start();
  } else if (message.type === "gather") await squad?.gather(message.goal);
  else if (message.type === "measure") squad?.measure();
  else if (squad !== undefined) {
    const harvest = await squad.harvest();
    squad = undefined;
    tell({ type: "harvest", harvest });
  }
});

setInterval(() => {
  if (squad !== undefined) {
    tell({ type: "state", settled: squad.settled, glance: squad.glance, place: squad.place });
  }
}, STATE_EVERY_MS);

process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole group; the parent decides what becomes of it.
process.on("SIGINT", () => {});
