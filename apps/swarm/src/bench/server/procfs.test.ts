import { describe, expect, it } from "vitest";
import { cpuMicros, cpuMicrosOf, rssKiB } from "./procfs.ts";

describe("procfs", () => {
  it("reads the right fields, whatever the program is called", () => {
    const stat = "42 (a ) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 123 77 5 6 20 0 1 0 999 1000 200";
    expect(cpuMicrosOf(stat)).toBe(2_000_000);
  });

  it("counts the CPU time of this process", () => {
    const before = cpuMicros(process.pid);
    let hash = 0;
    while (cpuMicros(process.pid) - before < 20_000) for (let i = 0; i < 1e5; i++) hash = (hash * 31 + i) | 0;
    expect(typeof hash).toBe("number");
    expect(rssKiB(process.pid)).toBeGreaterThan(10_000);
  });
});
