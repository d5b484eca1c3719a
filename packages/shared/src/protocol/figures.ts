// Every figure that is measured once a second, one row each. What processes report to the world, what the console is
// sent, and how tables and charts label it all derive from these rows. Holds no values and measures nothing.

/** Upper bounds of the round-trip histogram's buckets, in ms; one more bucket holds everything above. */
export const RTT_BUCKETS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

export interface FigureRow {
  readonly unit: "count" | "ms" | "bytes" | "bytesPerSecond";
  /** The meaning of the figure, shown in charts and tables. */
  readonly label: string;
}

interface ProcessRow extends FigureRow {
  /** Set for a count of events: the figure is the increase since the previous second. */
  readonly counter?: true;
  /** How the figures of several processes become one. A percentile cannot be combined: the worst process's is shown. */
  readonly combine: "sum" | "max";
  /** The figure's name in the console's sample. Without one, the figure stays within the server. */
  readonly sample?: string;
  /** The figure's name in the console's row of a gateway. */
  readonly gateway?: string;
}

/** Figures that every process measures, by their name in its report. */
export const PROCESS_FIGURES = {
  frames: {
    counter: true,
    combine: "sum",
    sample: "framesPerSecond",
    gateway: "framesPerSecond",
    unit: "count",
    label: "Frames sent",
  },
  bytes: {
    counter: true,
    combine: "sum",
    sample: "bytesPerSecond",
    gateway: "bytesPerSecond",
    unit: "bytesPerSecond",
    label: "Frame bytes sent",
  },
  keyframes: { counter: true, combine: "sum", unit: "count", label: "Keyframes sent" },
  drops: {
    counter: true,
    combine: "sum",
    sample: "droppedFrames",
    gateway: "droppedFrames",
    unit: "count",
    label: "Frames dropped",
  },
  resyncs: { counter: true, combine: "sum", sample: "resyncs", unit: "count", label: "Resyncs" },
  inputs: {
    counter: true,
    combine: "sum",
    sample: "inputsPerSecond",
    unit: "count",
    label: "Inputs accepted",
  },
  refusals: { counter: true, combine: "sum", sample: "refusals", unit: "count", label: "Refusals" },
  missedHeartbeats: {
    counter: true,
    combine: "sum",
    sample: "missedHeartbeats",
    unit: "count",
    label: "Heartbeats missed",
  },
  rttP50Ms: { combine: "max", sample: "rttP50Ms", unit: "ms", label: "Round trip p50" },
  rttP95Ms: { combine: "max", sample: "rttP95Ms", gateway: "rttP95Ms", unit: "ms", label: "Round trip p95" },
  rttP99Ms: { combine: "max", sample: "rttP99Ms", unit: "ms", label: "Round trip p99" },
  tickP95Ms: { combine: "max", sample: "tickP95Ms", unit: "ms", label: "Tick time p95" },
  tickMaxMs: { combine: "max", sample: "tickMaxMs", unit: "ms", label: "Longest tick" },
  loopLagMaxMs: {
    combine: "max",
    sample: "eventLoopLagMaxMs",
    gateway: "lagMs",
    unit: "ms",
    label: "Longest event-loop delay",
  },
  gcMaxMs: { combine: "max", sample: "gcMaxMs", gateway: "gcMaxMs", unit: "ms", label: "Longest GC pause" },
  gcTotalMs: { combine: "max", sample: "gcTotalMs", unit: "ms", label: "All GC pauses" },
  rssBytes: {
    combine: "sum",
    sample: "rssBytes",
    gateway: "rssBytes",
    unit: "bytes",
    label: "Resident memory",
  },
  heapBytes: { combine: "sum", sample: "heapBytes", unit: "bytes", label: "Heap in use" },
} as const satisfies Record<string, ProcessRow>;

/** Figures of the link between the world and its gateways; zeros if they share a process. */
export const LINK_FIGURES = {
  linkPackets: { unit: "count", label: "Link packets, both ways" },
  linkBytes: { unit: "bytesPerSecond", label: "Link bytes, both ways" },
  linkDropped: { unit: "count", label: "Frames and inputs dropped by the link" },
  linkBreaks: { unit: "count", label: "Link sessions that failed" },
} as const satisfies Record<string, FigureRow>;

/** Figures of the world. */
export const WORLD_FIGURES = {
  tick: { unit: "count", label: "Newest tick" },
  online: { unit: "count", label: "Players and bots online" },
  players: { unit: "count", label: "Players in the ranking" },
  // 0 unless it is so long that the world counts as not being saved.
  unsavedMs: { unit: "ms", label: "Time without a save" },
} as const satisfies Record<string, FigureRow>;

/** Figures that a gateway reports in addition to those of its process. */
export const GATEWAY_FIGURES = {
  connections: { unit: "count", label: "Open connections of any kind" },
  players: { unit: "count", label: "Players" },
  staleMs: { unit: "ms", label: "Stale limit: age of the oldest unacknowledged frame at which frames stop" },
  linkBytes: { unit: "bytesPerSecond", label: "Bytes over the link to the world, both ways" },
  linkDropped: { unit: "count", label: "Inputs dropped by the link" },
} as const satisfies Record<string, FigureRow>;

type ProcessRows = typeof PROCESS_FIGURES;
type NameIn<Row, Target extends "sample" | "gateway"> =
  Row extends Readonly<Record<Target, infer Name extends string>> ? Name : never;
type NumbersOf<Rows> = { readonly [Name in keyof Rows]: number };

export type ProcessFigure = keyof ProcessRows;
export type CounterFigure = {
  [Name in ProcessFigure]: ProcessRows[Name] extends { readonly counter: true } ? Name : never;
}[ProcessFigure];

/** Heartbeats answered in one second, counted by RTT_BUCKETS_MS. */
interface RoundTrips {
  readonly rttBuckets: readonly number[];
}

/** One second of one process. Counters are increases within that second. */
export interface ProcessFigures extends NumbersOf<ProcessRows>, RoundTrips {}
export interface LinkFigures extends NumbersOf<typeof LINK_FIGURES> {}
export interface WorldNumbers extends NumbersOf<typeof WORLD_FIGURES> {}
export interface GatewayReport extends NumbersOf<typeof GATEWAY_FIGURES> {}

type ProcessNumbersIn<Target extends "sample" | "gateway"> = {
  readonly [Name in ProcessFigure as NameIn<ProcessRows[Name], Target>]: number;
};
/** The processes' share of the console's sample. */
export interface ProcessSample extends ProcessNumbersIn<"sample">, RoundTrips {}
/** The share of a gateway's row that its process measures. */
export interface GatewayProcessFigures extends ProcessNumbersIn<"gateway"> {}

export const processFigures = namesOf(PROCESS_FIGURES);
export const gatewayFigures = namesOf(GATEWAY_FIGURES);
export const counterFigures = processFigures.filter(
  (name): name is CounterFigure => rowOf(name).counter === true,
);

export type SampleFigure = keyof (ProcessNumbersIn<"sample"> & LinkFigures & WorldNumbers);
export type GatewayFigure = keyof (GatewayProcessFigures & GatewayReport);

/** Unit and label of every number in the console's sample. */
export const SAMPLE_ROWS: Readonly<Record<SampleFigure, FigureRow>> = {
  ...rowsIn<keyof ProcessNumbersIn<"sample">>("sample"),
  ...LINK_FIGURES,
  ...WORLD_FIGURES,
};
/** Unit and label of every reported number in the console's row of a gateway. */
export const GATEWAY_ROWS: Readonly<Record<GatewayFigure, FigureRow>> = {
  ...rowsIn<keyof GatewayProcessFigures>("gateway"),
  ...GATEWAY_FIGURES,
};

/** A record of zeros. */
export function zerosFor<Name extends string>(names: readonly Name[]): Record<Name, number> {
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

export const NO_LINK: LinkFigures = zerosFor(namesOf(LINK_FIGURES));
export const NO_WORLD_NUMBERS: WorldNumbers = zerosFor(namesOf(WORLD_FIGURES));

/** The figures of all processes as one, by their names in the console's sample. */
export function combineProcesses(all: readonly ProcessFigures[]): ProcessSample {
  const combined: Record<string, unknown> = {
    rttBuckets: sumBuckets(all.map(({ rttBuckets }) => rttBuckets)),
  };
  for (const name of processFigures) {
    const { sample, combine } = rowOf(name);
    if (sample === undefined) continue;
    const add = combine === "sum" ? (a: number, b: number) => a + b : Math.max;
    combined[sample] = all.reduce((total, figures) => add(total, figures[name]), 0);
  }
  return combined as unknown as ProcessSample;
}

/** The figures of a gateway's process, by their names in the console's row of a gateway. */
export function gatewayProcessFigures(figures: ProcessFigures): GatewayProcessFigures {
  const row: Record<string, number> = {};
  for (const name of processFigures) {
    const { gateway } = rowOf(name);
    if (gateway !== undefined) row[gateway] = figures[name];
  }
  return row as unknown as GatewayProcessFigures;
}

/** Sums round-trip histograms bucket by bucket; the result has at least `length` buckets. */
export function sumBuckets(all: readonly (readonly number[])[], length = 0): number[] {
  const buckets = all.reduce((longest, { length }) => Math.max(longest, length), length);
  return Array.from({ length: buckets }, (_, i) =>
    all.reduce((total, counts) => total + (counts[i] ?? 0), 0),
  );
}

function namesOf<Name extends string>(rows: Readonly<Record<Name, FigureRow>>): readonly Name[] {
  return Object.keys(rows) as Name[];
}

function rowOf(name: ProcessFigure): ProcessRow {
  return PROCESS_FIGURES[name];
}

function rowsIn<Name extends string>(target: "sample" | "gateway"): Record<Name, FigureRow> {
  const named = processFigures.map(rowOf).filter((row) => row[target] !== undefined);
  return Object.fromEntries(named.map((row) => [row[target], row])) as Record<Name, FigureRow>;
}
