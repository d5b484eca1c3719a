// Words the results as docs/bench.md and draws its charts. Every number on the page comes from the run it describes.

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

/** The whole page; parts that were not measured are left out. */
export function benchPage({ fanOut, world }: BenchResults, conditions: RunConditions): string {
  const { commandLine, machine, date } = conditions;
  return [
    "# Bench",
    "",
    "Doubloon beside its peers, in one run on one machine. The server has one core to itself, the load the other.",
    "",
    `- Command: \`${commandLine}\``,
    `- Machine: ${machine}`,
    `- Date: ${date}`,
    "",
    "![Frames a second and players per core](bench.svg)",
    "",
    ...(fanOut.length > 0 ? fanOutSection(fanOut, conditions) : []),
    ...(world.length > 0 ? worldSection(world) : []),
    "## What is the same for all, and what is not",
    "",
    "- Every row's server runs in a process of its own; CPU time and memory are the kernel's figures for it.",
    "- The load speaks each protocol on raw sockets and decodes no more than a stamp, so that it is not what limits.",
    "- A load that takes nearly all of its core may itself be the limit of a row; the tables say how much it took.",
    "- The peers run with Node's own settings, Doubloon with those that `npm start` gives it.",
    "- Delivery times of the peers and of the fan-out compare stamps of the same monotonic clock. Those of Doubloon's",
    "  world are the swarm's: receipt less the frame's whole milliseconds, the smallest difference seen as nought.",
    "",
  ].join("\n");
}

function fanOutSection(rows: readonly FanOutRow[], { connections }: RunConditions): string[] {
  return [
    "## Fan-out",
    "",
    `200-byte frames to ${connections.toLocaleString("en")} connections in 100 rooms. Frames a second with the rate raised until the core is`,
    `full; delivery times at ${(FIXED_HZ * connections).toLocaleString("en")} frames a second.`,
    "",
    "| row | frames/s | of the core | CPU µs a frame | RSS KiB a connection | heap KiB a connection | p50 ms | p95 ms | p99 ms | longest GC ms | load's core |",
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
    "One seamless world, 50 others in view, everyone turns about once a second, every view due ten times a second. A",
    `row carries N players if frames arrive with a p95 of at most ${MAX_P95_MS} ms, at least ${100 * MIN_ARRIVED_SHARE} % of those due arrive and`,
    "nobody is disconnected. The other columns are those of that N.",
    "",
    "| row | players per core | CPU µs a player-second | bytes a mover | KiB/s a player | RSS KiB a player | p50 ms | p95 ms | p99 ms | longest GC ms | load's core | the limit above |",
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
    "Bytes a mover are those that speak of one mover in one update, without the envelope. The peers send a mover's place",
    "with every refresh; Doubloon sends a record when the motion changes and lets clients walk on by the same rule.",
    "",
    ...ratios(rows, ({ playersPerCore }) => playersPerCore, "players"),
  ];
}

/** How many times the others' figure ours is, one line. */
export function ratios<Row extends { readonly name: string }>(
  rows: readonly Row[],
  of: (row: Row) => number,
  what: string,
): string[] {
  const ours = rows.find(({ name }) => name === OURS);
  if (ours === undefined) return [];
  const others = rows.filter((row) => row !== ours && of(row) > 0);
  const parts = others.map((row) => `${Number((of(ours) / of(row)).toFixed(2))} times ${row.name}`);
  return parts.length === 0 ? [] : [`In ${what}, Doubloon is ${parts.join(", ")}.`, ""];
}

/** The chart of both works. */
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
    "Doubloon with more and more players, the swarm on the same cores: spread over the map (`uniform`), and after everybody",
    "has walked to one spot (`hotspot`).",
    "",
    `- Command: \`${commandLine}\``,
    `- Machine: ${machine}`,
    `- Date: ${date}`,
    "",
    "![CPU, bytes and delivery by number of players](curve.svg)",
    "",
    "| spread | players | in | CPU µs a player-second | frames/s a player | KiB/s a player | p50 ms | p95 ms | p99 ms |",
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
      title: "Server CPU a player-second",
      unit: "µs",
      lines: lines((point) => point.cpuMicrosPerPlayerSecond),
    },
    { title: "Bytes a player", unit: "KiB/s", lines: lines((point) => point.kibPerSecondPerPlayer) },
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
