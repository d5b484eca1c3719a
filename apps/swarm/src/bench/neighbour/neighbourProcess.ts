// The neighbour itself: a process that burns CPU by its plan. Bounded in time, and it ends with its parent.
import { setTimeout as sleep } from "node:timers/promises";
import { type NeighbourKind, neighbourStep } from "./neighbourPlan.ts";

const kind = process.argv[2] as NeighbourKind;
const limitMs = Number(process.argv[3]);

async function play(): Promise<void> {
  const startMs = performance.now();
  while (performance.now() - startMs < limitMs) {
    const { burns, forMs } = neighbourStep(kind, performance.now() - startMs);
    if (burns) {
      const untilMs = performance.now() + forMs;
      while (performance.now() < untilMs);
      await new Promise((resolve) => setImmediate(resolve));
    } else await sleep(forMs);
  }
  process.exit(0);
}

process.on("disconnect", () => process.exit(0));
process.once("message", () => void play());
process.send?.("ready");
