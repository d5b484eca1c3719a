// Loaded into every server of the bench before its own program (`node --import`): tells the bench about memory, garbage
// collection and counters over IPC, and gives the beat of the fan-out. It changes nothing in the server; what both need
// of each other goes through events of `process`:
//
//   bench:send   (room, frame)                   fan-out: write the frame to everyone in the room
//   bench:count  (due, moverRecords, moverBytes) world: what a refresh of the views came to
import cluster from "node:cluster";
import type { EventEmitter } from "node:events";
import { PerformanceObserver } from "node:perf_hooks";
import { type Beat, beat } from "../fanOut/sendPacer.ts";
import { makeFanOutFrame } from "../fanOut/fanOutFrame.ts";
import type { FromServer, ToServer } from "./serverMessages.ts";

const events = process as EventEmitter;
const counters = { due: 0, moverRecords: 0, moverBytes: 0 };
let longestGcMs = 0;
let running: Beat | undefined;

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
  if (message.type === "beat") {
    running?.stop();
    const send = (room: number) => events.emit("bench:send", room, makeFanOutFrame());
    running = beat(message.roomsPerSecond, message.rooms, send);
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
// A server that ends by itself must not be held by this channel. A gateway waits at its own for what it is to do.
if (!cluster.isWorker) process.channel?.unref();
