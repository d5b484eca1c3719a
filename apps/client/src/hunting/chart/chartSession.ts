// Keeps chartStore true to huntStore: sends the worker what is new of the own thread and takes its shades. One task is with
// the worker at a time; what comes meanwhile is sent together afterwards. Reads no clock.
import type { TileRect } from "@doubloon/shared/hunt/definition";
import { type HuntState, huntStore, ownClues, ownHunt } from "../huntStore.ts";
import type { ChartTask, KnownChunk } from "./chartEngine.ts";
import { chartStore, firstChart } from "./chartStore.ts";
import type { ChartAnswer, ChartRequest } from "./chartWorker.ts";

/** Side of the square that is shaded around the first reading of a cache of one's own without a zone, in tiles. */
const SOLO_TILES = 96;
const MAX_MISSES = 128;

/** The part of a Worker that is used. */
export interface ChartPort {
  onmessage: ((event: MessageEvent<ChartAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(request: ChartRequest): void;
  terminate(): void;
}

export class ChartSession {
  readonly #worker: ChartPort;
  readonly #nowMs: () => number;
  readonly #unsubscribe: () => void;
  readonly #sent = new Set<string>();
  #misses: { readonly tileX: number; readonly tileY: number }[] = [];
  #thread = 0;
  #soloZone: TileRect | undefined;
  #shown: unknown[] = [];
  #id = 0;
  #working = false;
  #waiting = false;
  #taken = 0;
  #readingMs: number | undefined;
  #failed = false;

  /** `failed` is called once if the worker cannot be loaded or fails at a task. */
  constructor(worker: ChartPort, nowMs: () => number, failed: () => void) {
    this.#worker = worker;
    this.#nowMs = nowMs;
    worker.onmessage = ({ data }) => this.#answered(data);
    worker.onerror = () => {
      // A worker that was loaded goes on: the next reading may be shaded.
      this.#working = false;
      if (!this.#failed) failed();
      this.#failed = true;
    };
    chartStore.setState(firstChart);
    this.#unsubscribe = huntStore.subscribe((state) => this.#changed(state));
  }

  /** Tells of chunks that were loaded; each is sent once. The chart takes them in with the next reading. */
  learn(chunks: readonly KnownChunk[]): void {
    const fresh = chunks.filter(({ column, row }) => !this.#sent.has(`${column},${row}`));
    if (fresh.length === 0) return;
    for (const { column, row } of fresh) this.#sent.add(`${column},${row}`);
    this.#worker.postMessage({ type: "chunks", chunks: fresh });
  }

  /** Forgets all chunks: another map is played on. */
  forget(): void {
    this.#sent.clear();
    this.#worker.postMessage({ type: "forget" });
  }

  /** A probe on this tile has found nothing. */
  missed(tileX: number, tileY: number): void {
    if (this.#misses.some((miss) => miss.tileX === tileX && miss.tileY === tileY)) return;
    this.#misses = [...this.#misses, { tileX, tileY }].slice(-MAX_MISSES);
    this.#changed(huntStore.getState());
  }

  close(): void {
    this.#unsubscribe();
    this.#worker.terminate();
    chartStore.setState(firstChart);
  }

  #changed(state: HuntState): void {
    const thread = state.hunter?.thread ?? 0;
    if (thread !== this.#thread) {
      this.#thread = thread;
      this.#misses = [];
      this.#soloZone = undefined;
      this.#id++;
      chartStore.setState({ shade: undefined });
    }
    const { readings, clues, hunts, hunter } = state;
    const shown: unknown[] = [readings, clues, hunts, hunter?.hunt, thread, this.#misses];
    if (shown.every((one, i) => one === this.#shown[i])) return;
    this.#shown = shown;
    // Readings that the archive gives back are no news.
    if (state.readingsTaken > this.#taken) this.#readingMs = this.#nowMs();
    this.#taken = state.readingsTaken;
    this.#shade();
  }

  #shade(): void {
    if (this.#working) {
      this.#waiting = true;
      return;
    }
    const task = this.#task();
    chartStore.setState({ zone: task?.zone, hints: task?.hints ?? [] });
    if (task === undefined || task.readings.length + task.hints.length === 0) return;
    this.#working = true;
    this.#worker.postMessage({ type: "shade", id: ++this.#id, task });
  }

  #task(): ChartTask | undefined {
    const state = huntStore.getState();
    if (this.#thread === 0) return undefined;
    const hints = ownClues(state).flatMap((clue) => (clue.kind === "hint" ? [clue.area] : []));
    const zone = ownHunt(state)?.zone ?? this.#zoneOfSolo(state, hints);
    if (zone === undefined) return undefined;
    return {
      zone,
      readings: state.readings.map(({ cellX, cellY, band }) => ({ cellX, cellY, band })),
      misses: this.#misses,
      hints,
      short: state.hunter?.solo === "tutorial",
    };
  }

  /** A cache of one's own has no zone: the first hint, or the surroundings of the first reading. */
  #zoneOfSolo({ readings, hunter }: HuntState, hints: readonly TileRect[]): TileRect | undefined {
    if (hunter?.solo === undefined) return undefined;
    if (hints.length > 0) return hints[0];
    const [first] = readings;
    if (first === undefined) return undefined;
    const from = (cell: number): number => Math.max(0, cell * 4 + 2 - SOLO_TILES / 2);
    this.#soloZone ??= { x: from(first.cellX), y: from(first.cellY), width: SOLO_TILES, height: SOLO_TILES };
    return this.#soloZone;
  }

  #answered({ id, shade }: ChartAnswer): void {
    this.#working = false;
    if (id === this.#id) {
      const shadedMs = this.#readingMs === undefined ? undefined : this.#nowMs() - this.#readingMs;
      chartStore.setState((state) => ({ shade, shadedMs: shadedMs ?? state.shadedMs }));
    }
    this.#readingMs = undefined;
    if (!this.#waiting && id === this.#id) return;
    this.#waiting = false;
    this.#shade();
  }
}
