// Drawing order: higher depths are drawn over lower ones. Characters and treasure get `bodies` plus their y position, so
// that those further south are drawn over those behind them.
export const Depth = {
  ground: 0,
  marks: 1,
  bodies: 10,
  over: 1_000_000,
  labels: 2_000_000,
  effects: 3_000_000,
} as const;
