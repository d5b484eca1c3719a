// Traces what a page's main thread does, for `npm run frames`: takes the longest pauses apart into script, garbage collection and
// waiting (for the processor, which other programs have, or for software graphics), and names the functions of each.

/** Events of the trace under which script runs; the outermost one of them is a pause. */
const SCRIPT =
  /^(FireAnimationFrame|TimerFire|FunctionCall|RunMicrotasks|EvaluateScript|FireIdleCallback|EventDispatch)$/;
/** Garbage collection, on the main thread. */
const COLLECTION =
  /^(MinorGC|MajorGC|BlinkGC\..*|V8\.GC_.*|V8\.GCScavenger|V8\.GCFinalizeMC.*|V8\.GCIncrementalMarking.*)$/;
const CATEGORIES = ["devtools.timeline", "v8", "disabled-by-default-v8.gc", "blink_gc"];
/** Time between two samples of the stack, in µs. */
const SAMPLE_US = 500;
/** Functions named for a pause. */
const MAX_NAMES = 4;

/** Starts to trace a page; the returned function stops and resolves to its pauses. */
export async function tracePauses(browser, page) {
  const tracing = await browser.newBrowserCDPSession();
  const session = await page.context().newCDPSession(page);
  const events = [];
  tracing.on("Tracing.dataCollected", ({ value }) => {
    for (const event of value) if (event.ph === "X") events.push(event);
  });
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLE_US });
  await tracing.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories: CATEGORIES, excludedCategories: ["*"] },
  });
  await session.send("Profiler.start");
  return async () => {
    const { profile } = await session.send("Profiler.stop");
    const complete = new Promise((resolve) => tracing.once("Tracing.tracingComplete", resolve));
    await tracing.send("Tracing.end");
    await complete;
    await session.detach();
    await tracing.detach();
    return { pauses: pausesOf(events, profile), profile };
  };
}

/** All pauses, the longest by the processor first: ms of script, collection and waiting, and the functions with the most time. */
export function pausesOf(events, profile) {
  const frame = events.find(({ name }) => name === "FireAnimationFrame");
  if (frame === undefined) return [];
  const own = events
    .filter(({ pid, tid }) => pid === frame.pid && tid === frame.tid)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const pauses = [];
  let pauseEnd = 0;
  let collectionEnd = 0;
  for (const { name, ts, dur = 0, tdur = dur } of own) {
    const isCollection = COLLECTION.test(name);
    if (ts >= pauseEnd && (isCollection || SCRIPT.test(name))) {
      pauses.push({
        ts,
        dur,
        what: name,
        cpuMs: tdur / 1000,
        gcMs: 0,
        waitMs: Math.max(0, dur - tdur) / 1000,
        names: [],
      });
      pauseEnd = ts + dur;
    }
    // Phases of a collection lie within it.
    if (!isCollection || ts < collectionEnd || pauses.length === 0) continue;
    collectionEnd = ts + dur;
    pauses.at(-1).gcMs += tdur / 1000;
  }
  for (const pause of pauses) pause.scriptMs = Math.max(0, pause.cpuMs - pause.gcMs);
  pauses.sort((a, b) => b.cpuMs - a.cpuMs);
  const worst = pauses.slice(0, 8);
  for (const pause of [...worst, ...pauses.toSorted((a, b) => b.dur - a.dur).slice(0, 3)])
    pause.names = namesIn(profile, pause);
  return pauses;
}

/** The functions with the most samples of their own within a pause, as `name 3.5 ms`. */
function namesIn({ nodes, samples, timeDeltas, startTime }, { ts, dur }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName || "(anonymous)"]));
  const totals = new Map();
  let at = startTime;
  for (const [i, id] of samples.entries()) {
    at += timeDeltas[i];
    if (at < ts || at > ts + dur) continue;
    const name = names.get(id);
    totals.set(name, (totals.get(name) ?? 0) + timeDeltas[i] / 1000);
  }
  const first = [...totals].toSorted((a, b) => b[1] - a[1]).slice(0, MAX_NAMES);
  return first.map(([name, ms]) => `${name} ${ms.toFixed(1)} ms`);
}

/** Prints the longest pauses, by the processor and by the clock. */
export function printPauses(pauses, limitMs) {
  const ms = (value) => value.toFixed(1).padStart(5);
  const line = ({ dur, scriptMs, gcMs, waitMs, what, names }) =>
    `${ms(dur / 1000)} ms = script ${ms(scriptMs)} + collection ${ms(gcMs)} + waiting ${ms(waitMs)}  ${what}: ${names.join(", ")}`;
  const longest = pauses[0]?.cpuMs ?? 0;
  console.log(
    `longest pause by the processor: ${longest.toFixed(1)} ms (at most ${limitMs}); ${pauses.filter(({ cpuMs }) => cpuMs > limitMs).length} of ${pauses.length} are longer`,
  );
  for (const pause of pauses.slice(0, 5)) console.log(`  ${line(pause)}`);
  const collection = Math.max(0, ...pauses.map(({ gcMs }) => gcMs));
  console.log(`longest garbage collection: ${collection.toFixed(1)} ms`);
  console.log("longest pauses by the clock, with what other programs and software graphics took:");
  for (const pause of pauses.toSorted((a, b) => b.dur - a.dur).slice(0, 3)) console.log(`  ${line(pause)}`);
}
