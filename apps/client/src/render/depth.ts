// Drawing order: higher depths are drawn over lower ones. Characters, treasure and chests are one batch at `bodies`, which
// sorts them by their y position, so that those further south are drawn over those behind them.
export const Depth = {
  ground: 0,
  water: 0.5,
  marks: 1,
  shadows: 2,
  glow: 3,
  bodies: 10,
  over: 1_000_000,
  /** The tint of day and night lies over the world and under everything that is read. */
  sky: 1_500_000,
  light: 1_500_001,
  labels: 2_000_000,
  effects: 3_000_000,
} as const;
