// Finds circles in a directed graph (Tarjan's strongly connected components, 1972).

/** Every group of two or more nodes in which each can reach every other, and every node with an edge to itself. */
export function circlesOf(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();

  function visit(node: string): void {
    order.set(node, order.size);
    lowest.set(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) {
        visit(next);
        lowest.set(node, Math.min(lowestOf(node), lowestOf(next)));
      } else if (onStack.has(next)) lowest.set(node, Math.min(lowestOf(node), order.get(next) ?? 0));
    }
    if (lowestOf(node) !== order.get(node)) return;
    const group = stack.splice(stack.indexOf(node));
    for (const member of group) onStack.delete(member);
    if (group.length > 1 || edges.get(node)?.includes(node)) circles.push(group);
  }
  const lowestOf = (node: string): number => lowest.get(node) ?? 0;

  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return circles;
}
