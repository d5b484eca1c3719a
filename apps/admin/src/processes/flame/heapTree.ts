// The flame tree of an allocation profile (.heapprofile, HeapProfiler.SamplingHeapProfile of the inspector protocol). Pure.
import { addUp, type CallFrame, type FlameNode, type FlameTree, nodeOf } from "./flameTree.ts";

interface HeapNode {
  readonly callFrame: CallFrame;
  /** Bytes allocated in the function itself, estimated from the samples. */
  readonly selfSize: number;
  readonly children: readonly HeapNode[];
}

export interface HeapProfile {
  readonly head: HeapNode;
}

export function heapTree({ head }: HeapProfile): FlameTree {
  const root = nodeOf(head.callFrame);
  const open: [HeapNode, FlameNode][] = [[head, root]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [from, to] = next;
    to.self = from.selfSize;
    for (const child of from.children) {
      const made = nodeOf(child.callFrame);
      to.children.push(made);
      open.push([child, made]);
    }
  }
  addUp(root);
  return { root, unit: "bytes" };
}
