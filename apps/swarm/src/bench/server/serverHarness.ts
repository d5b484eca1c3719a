// Loaded into every server of the bench before its own program (`node --import`). It reports memory, garbage collection and
// counters over IPC, and paces the sends of the fan-out. It does not change the server; both use events of `process`:
//
//   bench:send   (room, frame)                   fan-out: write the frame to every client in the room
//   bench:count  (due, moverRecords, moverBytes) world: the counts of one view refresh
import cluster from "node:cluster";
import type { EventEmitter } from "node:events";
import { PerformanceObserver } from "node:perf_hooks";
import { makeFanOutFrame } from "../fanOut/fanOutFrame.ts";
import { type SendPacer, startSendPacer } from "../fanOut/sendPacer.ts";
import type { FromServer, ToServer } from "./serverMessages.ts";

const events = process as EventEmitter;
const counters = { due: 0, moverRecords: 0, moverBytes: 0 };
let longestGcMs = 0;
let pacer: SendPacer | undefined;

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) longestGcMs = Math.max(longestGcMs, duration);
}).observe({ entryTypes: ["gc"] });

events.on("bench:count", (due: number, moverRecords: number, moverBytes: number) => {
  counters.due += due;
  counters.moverRecords += moverRecords;
  counters.moverBytes += moverBytes;
});

function tell(message: FromServer): void {
  process.send?.(message);
}

process.on("message", (message: ToServer) => {
  if (message.type === "send") {
    pacer?.stop();
    const send = (room: number) => events.emit("bench:send", room, makeFanOutFrame());
    pacer = startSendPacer(message.roomsPerSecond, message.rooms, send);
  } else if (message.type === "clear") {
    longestGcMs = 0;
  } else if (message.type === "gauge") {
    if (message.collect) (globalThis as { gc?: () => void }).gc?.();
    tell({
      type: "gauge",
      heapBytes: process.memoryUsage().heapUsed,
      longestGcMs,
      counters: { ...counters },
    });
  }
});
process.on("disconnect", () => process.exit(0));
// This channel must not keep a server alive. A gateway needs its channel, over which it gets its work.
if (!cluster.isWorker) process.channel?.unref();
