import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runProgramFile } from "./testing/runProgram.ts";
import { createTinyServer } from "./testing/tinyServer.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const swarm = (...args: readonly string[]) => runProgramFile(MAIN, args);

describe("the command", () => {
  it("ends with code 2 and one line for bad flags", async () => {
    const { code, out, err } = await swarm("--players", "none");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^swarm: --players none: expected .*\n$/);
  });

  it("ends with code 1 and one line when there is no server", async () => {
    const server = await createTinyServer();
    await server.close();
    const { code, err } = await swarm("--url", server.url, "--players", "2", "--json");
    expect(code).toBe(1);
    expect(err).toMatch(/^swarm: nobody could join: nothing listens at 127\.0\.0\.1:\d+\n$/);
  });

  it.each([1, 2])("prints one object as its last line, with %d processes", async (processes) => {
    const server = await createTinyServer({ frameEveryMs: 20 });
    const args = ["--url", server.url, "--players", "4", "--seconds", "2", "--processes", String(processes)];
    const { code, out } = await swarm(...args, "--json");
    await server.close();
    expect(code).toBe(0);
    const report = JSON.parse(out.trimEnd().split("\n").at(-1) ?? "");
    expect(report).toMatchObject({ players: 4, joined: 4, gaps: 0, resyncs: 0, disconnects: 0, processes });
    for (const key of ["seconds", "framesPerSecond", "bytesPerSecondPerPlayer", "recordsPerSecond"]) {
      expect(report[key]).toBeGreaterThan(0);
    }
    for (const key of ["bytesPerRecord", "missedHeartbeats", "cpuSeconds"]) {
      expect(typeof report[key]).toBe("number");
    }
    expect(Object.keys(report.latencyMs)).toEqual(["p50", "p95", "p99", "max"]);
  });
});
