// Formats the results as docs/bench.md and docs/curve.md, and draws their charts. Every number on a page comes from the
// run that the page describes.
import { FIXED_HZ } from "../fanOut/fanOut.ts";
import { MAX_P95_MS, MIN_ARRIVED_SHARE } from "../world/verdict.ts";
import { type BarPanel, barChart, lineChart } from "./chart.ts";
import type { BenchResults, CurvePoint, FanOutRow, Latency, WorldRow } from "./results.ts";

export interface RunConditions {
  readonly commandLine: string;
  /** Processor, memory, kernel, runtime. */
  readonly machine: string;
  /** ISO 8601. */
  readonly date: string;
  /** Connections of the fan-out. */
  readonly connections: number;
}

const OURS = "doubloon";

/** The whole page, without the parts that were not measured. */
export function benchPage({ fanOut, world }: BenchResults, conditions: RunConditions): string {
  const { commandLine, machine, date } = conditions;
  return [
    "# Bench",
    "",
    "Compares Doubloon with its peers, in one run on one machine. The server has one core, the load the other.",
    "",
    `- Command: \`${commandLine}\``,
    `- Machine: ${machine}`,
    `- Date: ${date}`,
    "",
    "![Frames a second and players per core](bench.svg)",
    "",
    ...(fanOut.length > 0 ? fanOutSection(fanOut, conditions) : []),
    ...(world.length > 0 ? worldSection(world) : []),
    "## Conditions",
    "",
    "- Each server runs in its own process; CPU time and memory are the kernel's figures for that process.",
    "- The load speaks each protocol on raw sockets and decodes only a stamp, so that it is not the bottleneck.",
    "- A load that uses nearly all of its core may be the limit of a row; the tables show its share.",
    "- The peers run with Node's defaults, Doubloon with the settings of `npm start`.",
    "- Delivery times of the peers and of the fan-out compare stamps of the same monotonic clock. Those of Doubloon's",
    "  world come from the swarm: receive time minus the frame's time in whole ms, relative to the smallest difference.",
    "",
  ].join("\n");
}

function fanOutSection(rows: readonly FanOutRow[], { connections }: RunConditions): string[] {
  return [
    "## Fan-out",
    "",
    `200-byte frames to ${connections.toLocaleString("en")} connections in 100 rooms. Frames a second at full`,
    `speed; delivery times at ${(FIXED_HZ * connections).toLocaleString("en")} frames a second.`,
    "",
    "| row | frames/s | share of its core | CPU µs per frame | RSS KiB per connection | heap KiB per connection | p50 ms | p95 ms | p99 ms | longest GC ms | load's core |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...rows.map((row) =>
      tableRow([
        row.name,
        row.framesPerSecond.toLocaleString("en"),
        percent(row.coreShare),
        row.cpuMicrosPerFrame,
        row.rssKiBPerConnection,
        row.heapKiBPerConnection,
        ...latencyCells(row.latencyMs),
        row.longestGcMs,
        percent(row.loadShare),
      ]),
    ),
    "",
    ...ratios(rows, ({ framesPerSecond }) => framesPerSecond, "frames a second"),
  ];
}

function worldSection(rows: readonly WorldRow[]): string[] {
  return [
    "## World",
    "",
    "One seamless world with 50 others in view, about one turn a second per player and ten view refreshes a second. A row",
    `carries N players if the p95 of frame delivery is at most ${MAX_P95_MS} ms, at least ${100 * MIN_ARRIVED_SHARE} % of the frames due arrive and`,
    "no player is disconnected. The other columns belong to the largest such N.",
    "",
    "| row | players per core | CPU µs per player-second | bytes per mover | KiB/s per player | RSS KiB per player | p50 ms | p95 ms | p99 ms | longest GC ms | load's core | limit above that |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ...rows.map((row) =>
      tableRow([
        row.name,
        row.playersPerCore.toLocaleString("en"),
        row.cpuMicrosPerPlayerSecond,
        row.bytesPerMover,
        row.kibPerSecondPerPlayer,
        row.rssKiBPerPlayer,
        ...latencyCells(row.latencyMs),
        row.longestGcMs,
        percent(row.loadShare),
        row.limit,
      ]),
    ),
    "",
    "Bytes per mover are the bytes of one mover's record in one update, without headers. The peers send a mover's position",
    "with every refresh; Doubloon sends a record when the motion changes, and clients apply the same movement rule.",
    "",
    ...ratios(rows, ({ playersPerCore }) => playersPerCore, "players"),
  ];
}

/** One line that compares our figure with the others'. */
export function ratios<Row extends { readonly name: string }>(
  rows: readonly Row[],
  of: (row: Row) => number,
  unit: string,
): string[] {
  const ours = rows.find(({ name }) => name === OURS);
  if (ours === undefined) return [];
  const others = rows.filter((row) => row !== ours && of(row) > 0);
  const parts = others.map((row) => `${Number((of(ours) / of(row)).toFixed(2))} times ${row.name}`);
  return parts.length === 0 ? [] : [`In ${unit}, Doubloon is ${parts.join(", ")}.`, ""];
}

/** The chart of fan-out and world. */
export function benchChart({ fanOut, world }: BenchResults): string {
  const panels: BarPanel[] = [];
  if (fanOut.length > 0) {
    const bars = fanOut.map(({ name, framesPerSecond }) => bar(name, framesPerSecond));
    panels.push({ title: "Fan-out: frames a second on one core", bars, ours: OURS });
  }
  if (world.length > 0) {
    const bars = world.map(({ name, playersPerCore }) => bar(name, playersPerCore));
    panels.push({ title: "World: players carried by one core", bars, ours: OURS });
  }
  return barChart(panels);
}

/** The page of the scaling curve. */
export function curvePage(
  points: readonly CurvePoint[],
  { commandLine, machine, date }: RunConditions,
): string {
  return [
    "# Scaling curve",
    "",
    "Doubloon with a growing number of players, with the swarm on the same cores: spread over the map (`uniform`), and after",
    "all have walked to one spot (`hotspot`).",
    "",
    `- Command: \`${commandLine}\``,
    `- Machine: ${machine}`,
    `- Date: ${date}`,
    "",
    "![CPU, bytes and delivery by number of players](curve.svg)",
    "",
    "| spread | players | joined | CPU µs per player-second | frames/s per player | KiB/s per player | p50 ms | p95 ms | p99 ms |",
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ...points.map((point) =>
      tableRow([
        point.spread,
        point.players.toLocaleString("en"),
        point.joined.toLocaleString("en"),
        point.cpuMicrosPerPlayerSecond,
        point.framesPerSecondPerPlayer,
        point.kibPerSecondPerPlayer,
        ...latencyCells(point.latencyMs),
      ]),
    ),
    "",
  ].join("\n");
}

/** The chart of the scaling curve. */
export function curveChart(points: readonly CurvePoint[]): string {
  const colors = { uniform: "#c8921a", hotspot: "#2a6f97" } as const;
  const lines = (y: (point: CurvePoint) => number) =>
    (["uniform", "hotspot"] as const).map((spread) => ({
      name: spread,
      color: colors[spread],
      points: points
        .filter((point) => point.spread === spread)
        .map((point) => ({ x: point.players, y: y(point) })),
    }));
  return lineChart([
    {
      title: "Server CPU per player-second",
      unit: "µs",
      lines: lines((point) => point.cpuMicrosPerPlayerSecond),
    },
    { title: "Bytes per player", unit: "KiB/s", lines: lines((point) => point.kibPerSecondPerPlayer) },
    { title: "Delivery, p95", unit: "ms", lines: lines((point) => point.latencyMs.p95) },
  ]);
}

function bar(name: string, value: number) {
  return { name, value, label: value.toLocaleString("en") };
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function latencyCells({ p50, p95, p99 }: Latency): number[] {
  return [p50, p95, p99];
}

function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
