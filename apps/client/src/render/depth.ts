// What is drawn over what. Bodies and treasure lie between `bodies` and `over`, by how far south they stand.
export const Depth = {
  ground: 0,
  marks: 1,
  bodies: 10,
  over: 1_000_000,
  labels: 2_000_000,
  effects: 3_000_000,
} as const;
