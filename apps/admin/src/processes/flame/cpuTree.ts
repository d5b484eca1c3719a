// The flame tree of a CPU profile (.cpuprofile, Profiler.Profile of the inspector protocol). Pure.
import { addUp, type CallFrame, type FlameNode, type FlameTree, nodeOf } from "./flameTree.ts";

export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: CallFrame;
    readonly children?: readonly number[];
  }[];
  /** Microseconds. */
  readonly startTime: number;
  readonly endTime: number;
  /** The node at each sample, and the microseconds since the sample before. */
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const IDLE = "(idle)";

/** The time of each sample counts until the next one. Time in which the process was idle is left out of the tree. */
export function cpuTree({ nodes, samples, timeDeltas, startTime, endTime }: CpuProfile): FlameTree {
  const byId = new Map<number, FlameNode>(nodes.map(({ id, callFrame }) => [id, nodeOf(callFrame)]));
  for (const { id, children = [] } of nodes) {
    const node = byId.get(id);
    for (const child of children) {
      const made = byId.get(child);
      if (made !== undefined) node?.children.push(made);
    }
  }
  let idle = 0;
  samples.forEach((id, at) => {
    const node = byId.get(id);
    // V8 may sort samples of one moment in either order, hence a negative time now and then.
    const time = Math.max(0, timeDeltas[at + 1] ?? 0);
    if (node?.name === IDLE) idle += time;
    else if (node !== undefined) node.self += time;
  });
  const root = byId.get(nodes[0]?.id) ?? nodeOf({ functionName: "(root)", url: "", lineNumber: -1 });
  addUp(root);
  return { root, unit: "microseconds", elapsed: endTime - startTime, idle };
}
