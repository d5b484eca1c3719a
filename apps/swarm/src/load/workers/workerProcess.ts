// The child process of a worker. remoteWorker.ts starts it; it obeys its parent over IPC and ends with it.
import { LocalWorker } from "./worker.ts";
import type { FromWorker, ToWorker } from "./workerMessages.ts";

const STATUS_EVERY_MS = 250;

let worker: LocalWorker | undefined;

function send(message: FromWorker): void {
  process.send?.(message);
}

process.on("message", async (message: ToWorker) => {
  if (message.type === "start") {
    worker = new LocalWorker(message.plan);
    worker.start();
  } else if (message.type === "gather") await worker?.gather(message.goal);
  else if (message.type === "measure") worker?.measure();
  else if (worker !== undefined) {
    const result = await worker.finish();
    worker = undefined;
    send({ type: "result", result });
  }
});

setInterval(() => {
  if (worker !== undefined) {
    const { settled, status, firstPosition } = worker;
    send({ type: "status", settled, status, firstPosition });
  }
}, STATUS_EVERY_MS);

process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches the whole process group; the parent decides when this process ends.
process.on("SIGINT", () => {});
