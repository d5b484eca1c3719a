// Loaded into a server under test with --import: each SIGUSR2 puts its monotonic clock and its calendar five minutes forward, as
// if nothing had happened in it meanwhile. Timers keep their own time.
const STEP_MS = 300_000;
let offsetMs = 0;
const monotonicMs = performance.now.bind(performance);
const unixMs = Date.now;
performance.now = () => monotonicMs() + offsetMs;
Date.now = () => unixMs() + offsetMs;
process.on("SIGUSR2", () => {
  offsetMs += STEP_MS;
});
