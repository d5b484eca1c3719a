// A program that relays TCP from a port of loopback to an address, delaying all bytes in both directions: the slow network of a
// machine whose kernel cannot delay packets. Arguments: PORT HOST PORT. Each line of standard input sets the delay in ms, and
// is repeated on standard output once a chunk has been delivered with it. It loses and reorders nothing.
import { connect, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";

const [port, host, hostPort] = process.argv.slice(2);
let delayMs = 0;
let delivered = true;

createServer((near) => {
  const far = connect(Number(hostPort), host);
  for (const [from, to] of [
    [near, far],
    [far, near],
  ]) {
    from.setNoDelay(true);
    from.on("error", () => {});
    from.on("close", () => to.destroy());
    pass(from, to);
  }
})
  .on("listening", () => console.log("listening"))
  .listen(Number(port), "127.0.0.1");

createInterface({ input: process.stdin })
  .on("line", (line) => {
    delayMs = Number(line);
    delivered = false;
  })
  .on("close", () => process.exit());

function pass(from: Socket, to: Socket): void {
  let lastDueMs = 0;
  from.on("data", (chunk) => {
    const ownMs = delayMs;
    // A chunk never overtakes one that waits longer.
    const nowMs = performance.now();
    lastDueMs = Math.max(nowMs + ownMs, lastDueMs);
    setTimeout(() => {
      if (!to.destroyed) to.write(chunk);
      if (delivered || ownMs !== delayMs) return;
      delivered = true;
      console.log(String(ownMs));
    }, lastDueMs - nowMs);
  });
}
