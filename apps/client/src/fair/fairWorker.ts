// The worker of the page: fetches and recomputes, so that the page stays usable meanwhile. Answers one question.
import type { MapDescription } from "@doubloon/shared/map";
import { checkFairness, type Fairness, type FairQuestion, type FairSource } from "./fairness.ts";

/** `root`: the address under which the server's `fair/`, `map/` and `hunts/` are. */
export type FairRequest = FairQuestion & { readonly root: string };

export type FairAnswer =
  | { readonly type: "progress"; readonly text: string }
  | { readonly type: "checked"; readonly fairness: Fairness }
  /** The log could not be read. */
  | { readonly type: "failed"; readonly reason: string };

/** The part of a worker's global scope that is used. */
interface WorkerScope {
  onmessage: ((event: { readonly data: FairRequest }) => void) | null;
  postMessage(answer: FairAnswer): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.onmessage = ({ data }) => {
  checkFairness(sourceAt(data.root), data, (text) => scope.postMessage({ type: "progress", text })).then(
    (fairness) => scope.postMessage({ type: "checked", fairness }),
    (error: unknown) => scope.postMessage({ type: "failed", reason: String(error) }),
  );
};

function sourceAt(root: string): FairSource {
  const at = (path: string): URL => new URL(path, root);
  const map = (version: string): string => `map/${encodeURIComponent(version)}/`;
  return {
    log: async () => (await got(at("fair/log.json"))).json(),
    map: async (version) => {
      const response = await fetch(at(`${map(version)}map.json`));
      return response.ok ? ((await response.json()) as MapDescription) : undefined;
    },
    chunk: async (version, column, row) => {
      const response = await got(at(`${map(version)}chunks/${column}/${row}`));
      return new Uint8Array(await response.arrayBuffer());
    },
    results: async (hunt) => {
      const response = await fetch(at(`hunts/${hunt}.json`));
      return response.ok ? response.json() : undefined;
    },
  };
}

async function got(url: URL): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}, expected 200`);
  return response;
}
