// CPU time and resident memory of a process and its descendants, from Linux's /proc.
import { readdirSync, readFileSync } from "node:fs";

/** Length of a clock tick in /proc, in microseconds: USER_HZ is 100 on every Linux. */
const TICK_MICROS = 10_000;
const PAGE_KIB = 4;

/** User and system time of a process and its living descendants so far, in microseconds. */
export function cpuMicros(pid: number): number {
  return sumOver(pid, (each) => cpuMicrosOf(readFileSync(`/proc/${each}/stat`, "utf8")));
}

/** Resident memory of a process and its descendants, in KiB. */
export function rssKiB(pid: number): number {
  return sumOver(pid, (each) => Number(readFileSync(`/proc/${each}/statm`, "utf8").split(" ")[1]) * PAGE_KIB);
}

/** User and system time from /proc/PID/stat; the program name in it may contain spaces and brackets. */
export function cpuMicrosOf(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

/** The children of a process whose command line contains `part`. */
export function childrenWith(pid: number, part: string): number[] {
  return childrenOf(pid).filter((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").includes(part));
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    const children = readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").trim();
    return children === "" ? [] : children.split(" ").map(Number);
  });
}

function sumOver(pid: number, of: (pid: number) => number): number {
  return childrenOf(pid).reduce((sum, child) => sum + sumOver(child, of), of(pid));
}
