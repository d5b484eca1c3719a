// Formats numbers for people. Units are decimal: 1 kB is 1,000 bytes.

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const hundredths = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });

/** A count; below ten with at most one decimal place. */
export function formatCount(count: number): string {
  return (Math.abs(count) < 10 ? tenths : whole).format(count);
}

export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${tenths.format(ms / 1_000)} s`;
  if (ms >= 10) return `${whole.format(ms)} ms`;
  return `${(ms < 1 ? hundredths : tenths).format(ms)} ms`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${whole.format(bytes)} B`;
  if (bytes < 1_000_000) return `${compact(bytes / 1_000)} kB`;
  if (bytes < 1_000_000_000) return `${compact(bytes / 1_000_000)} MB`;
  return `${compact(bytes / 1_000_000_000)} GB`;
}

export function formatBytesPerSecond(bytes: number): string {
  return `${formatBytes(bytes)}/s`;
}

/** The time of day of a Unix time in ms, in the reader's time zone. */
export function formatClock(atMs: number): string {
  return new Date(atMs).toLocaleTimeString("en-GB");
}

/** The time of day, with the date unless it is today's. */
export function formatDayAndClock(atMs: number, nowMs: number): string {
  const at = new Date(atMs);
  if (at.toDateString() === new Date(nowMs).toDateString()) return formatClock(atMs);
  return `${at.toLocaleDateString("en-GB", { day: "numeric", month: "short" })}, ${formatClock(atMs)}`;
}

function compact(value: number): string {
  return (value < 100 ? tenths : whole).format(value);
}
