// The neighbour itself: a process that uses CPU on schedule. It ends after its time limit, or with its parent.
import { setTimeout as sleep } from "node:timers/promises";
import { type NeighbourKind, neighbourStep } from "./neighbourPlan.ts";

const kind = process.argv[2] as NeighbourKind;
const limitMs = Number(process.argv[3]);

async function run(): Promise<void> {
  const startMs = performance.now();
  while (performance.now() - startMs < limitMs) {
    const { busy, forMs } = neighbourStep(kind, performance.now() - startMs);
    if (busy) {
      const untilMs = performance.now() + forMs;
      while (performance.now() < untilMs);
      await new Promise((resolve) => setImmediate(resolve));
    } else await sleep(forMs);
  }
  process.exit(0);
}

process.on("disconnect", () => process.exit(0));
process.once("message", () => void run());
process.send?.("ready");
