// The worker in which the chart is shaded, so that no frame waits for it. Answers each task with its number.
import { ChartEngine, type ChartShade, type ChartTask, type KnownChunk } from "./chartEngine.ts";

export type ChartRequest =
  | { readonly type: "chunks"; readonly chunks: readonly KnownChunk[] }
  | { readonly type: "forget" }
  | { readonly type: "shade"; readonly id: number; readonly task: ChartTask };

export interface ChartAnswer {
  readonly id: number;
  readonly shade: ChartShade;
}

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  onmessage: ((event: { readonly data: ChartRequest }) => void) | null;
  postMessage(answer: ChartAnswer, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
const engine = new ChartEngine();

scope.onmessage = ({ data }) => {
  if (data.type === "forget") engine.forget();
  else if (data.type === "chunks") for (const chunk of data.chunks) engine.learn(chunk);
  else {
    const shade = engine.shade(data.task);
    scope.postMessage({ id: data.id, shade }, [shade.values.buffer]);
  }
};
