// The tree that a flame graph shows. Pure.

/** A function as called from its parent: `value` is its own share and that of everything it called. */
export interface FlameNode {
  readonly name: string;
  /** `apps/server/src/main.ts:12`; empty for what is not in a file. */
  readonly place: string;
  /** Microseconds or bytes, without what it called. */
  self: number;
  value: number;
  readonly children: FlameNode[];
}

export interface FlameTree {
  readonly root: FlameNode;
  readonly unit: "microseconds" | "bytes";
  /** How long the recording took, in microseconds, and how much of that the process was idle; CPU only. */
  readonly elapsed?: number;
  readonly idle?: number;
}

/** What V8 says of a function. Lines count from 0. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

export function nodeOf({ functionName, url, lineNumber }: CallFrame): FlameNode {
  return {
    name: functionName === "" ? "(anonymous)" : functionName,
    place: url === "" ? "" : `${shorten(url)}:${lineNumber + 1}`,
    self: 0,
    value: 0,
    children: [],
  };
}

/** Sets `value` of a node and everything below, drops what is empty, and puts the greatest first. Returns `value`. */
export function addUp(node: FlameNode): number {
  // Children before their parents, without recursion: a stack of calls may be deeper than this page's own.
  const nodes = [node];
  for (let at = 0; at < nodes.length; at++) nodes.push(...nodes[at].children);
  for (const one of nodes.reverse()) {
    const filled = one.children.filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
    one.children.splice(0, one.children.length, ...filled);
    one.value = filled.reduce((sum, child) => sum + child.value, one.self);
  }
  return node.value;
}

/** Without what every address of a package repeats. */
function shorten(url: string): string {
  return url.replace(/^.*node_modules\//, "").replace(/^file:\/\//, "");
}
