import { beforeEach, describe, expect, it } from "vitest";
import { hunterState, huntSummary, tick } from "../../testing/hunts.ts";
import { firstHuntState, huntStore } from "../huntStore.ts";
import { ChartEngine } from "./chartEngine.ts";
import { type ChartPort, ChartSession } from "./chartSession.ts";
import { chartStore } from "./chartStore.ts";
import type { ChartRequest } from "./chartWorker.ts";

/** A worker that answers when it is told to. */
class FakeWorker implements ChartPort {
  onmessage: ChartPort["onmessage"] = null;
  onerror: ChartPort["onerror"] = null;
  readonly requests: ChartRequest[] = [];
  readonly #engine = new ChartEngine();
  ended = false;

  postMessage(request: ChartRequest): void {
    this.requests.push(request);
  }

  /** Answers the oldest task that is not answered. */
  answer(): void {
    const at = this.requests.findIndex(({ type }) => type === "shade");
    const [request] = this.requests.splice(at, 1);
    if (request?.type !== "shade") throw new Error("there is no task");
    const data = { id: request.id, shade: this.#engine.shade(request.task) };
    this.onmessage?.({ data } as MessageEvent);
  }

  get tasks(): number {
    return this.requests.filter(({ type }) => type === "shade").length;
  }

  terminate(): void {
    this.ended = true;
  }
}

const reading = (cellX: number, thread = 7) => ({ thread, tick: tick(1), cellX, cellY: 30, band: 2 });
let worker: FakeWorker;
let nowMs: number;
let session: ChartSession;
let failures: number;

beforeEach(() => {
  huntStore.setState(firstHuntState);
  worker = new FakeWorker();
  nowMs = 0;
  failures = 0;
  session = new ChartSession(
    worker,
    () => nowMs,
    () => failures++,
  );
  huntStore.setState({ hunts: [huntSummary()], hunter: hunterState() });
});

describe("the chart", () => {
  it("shows the zone at once, and is shaded after a reading", () => {
    expect(chartStore.getState()).toMatchObject({ zone: huntSummary().zone, shade: undefined });
    expect(worker.tasks).toBe(0);
    huntStore.setState({ readings: [reading(30)], readingsTaken: 1 });
    expect(worker.tasks).toBe(1);
    nowMs = 12;
    worker.answer();
    expect(chartStore.getState().shade?.columns).toBe(96);
    expect(chartStore.getState().shadedMs).toBe(12);
    nowMs = 400;
    huntStore.setState({ readings: [reading(30), reading(31)] });
    nowMs = 500;
    worker.answer();
    expect(chartStore.getState().shadedMs).toBe(12);
  });

  it("gives the worker one task at a time, and what came meanwhile afterwards", () => {
    huntStore.setState({ readings: [reading(30)] });
    huntStore.setState({ readings: [reading(30), reading(31)] });
    huntStore.setState({ readings: [reading(30), reading(31), reading(32)] });
    expect(worker.tasks).toBe(1);
    worker.answer();
    expect(worker.tasks).toBe(1);
    worker.answer();
    expect(worker.tasks).toBe(0);
    expect(chartStore.getState().shade).toEqual(
      new ChartEngine().shade({
        zone: huntSummary().zone,
        readings: [30, 31, 32].map((cellX) => ({ cellX, cellY: 30, band: 2 })),
        misses: [],
        hints: [],
        short: false,
      }),
    );
  });

  it("drops the shade of a thread that is tuned away, even if it comes later", () => {
    huntStore.setState({ readings: [reading(30)] });
    huntStore.setState({ hunter: hunterState({ thread: 8 }), readings: [] });
    worker.answer();
    expect(chartStore.getState().shade).toBeUndefined();
    huntStore.setState({ readings: [reading(40, 8)] });
    worker.answer();
    expect(chartStore.getState().shade).toBeDefined();
  });

  it("sends each chunk and each miss once, and does not count ticks as news", () => {
    const chunk = { column: 1, row: 2, blocked: new Uint8Array(256) };
    session.learn([chunk]);
    session.learn([chunk, { ...chunk, row: 3 }]);
    expect(worker.requests.map((one) => (one.type === "chunks" ? one.chunks.length : one.type))).toEqual([
      1, 1,
    ]);
    huntStore.setState({ readings: [reading(30)] });
    worker.answer();
    huntStore.setState({ tick: tick(50) });
    session.missed(120, 120);
    session.missed(120, 120);
    expect(worker.tasks).toBe(1);
  });

  it("of a cache of one's own lies around its hint", () => {
    const area = { x: 10, y: 20, width: 25, height: 25 };
    huntStore.setState({ hunts: [], hunter: hunterState({ hunt: 0, solo: "tutorial" }) });
    huntStore.setState({ clues: [{ hunt: 0, thread: 7, wave: 0, kind: "hint", area }] });
    expect(chartStore.getState().zone).toEqual(area);
    expect(worker.requests.at(-1)).toMatchObject({ type: "shade", task: { short: true } });
  });

  it("sends the chunks again after another map has replaced the one that they are of", () => {
    const chunk = { column: 1, row: 2, blocked: new Uint8Array(256) };
    session.learn([chunk]);
    session.forget();
    session.learn([chunk]);
    expect(worker.requests.map(({ type }) => type)).toEqual(["chunks", "forget", "chunks"]);
  });

  it("tells once that the worker fails, and shades the next reading if it can", () => {
    huntStore.setState({ readings: [reading(30)] });
    worker.onerror?.({} as ErrorEvent);
    worker.onerror?.({} as ErrorEvent);
    expect(failures).toBe(1);
    huntStore.setState({ readings: [reading(30), reading(31)] });
    expect(worker.tasks).toBe(2);
  });

  it("is gone when the session ends", () => {
    session.close();
    huntStore.setState({ readings: [reading(30)] });
    expect(worker.ended).toBe(true);
    expect(worker.tasks).toBe(0);
    expect(chartStore.getState().zone).toBeUndefined();
  });
});
