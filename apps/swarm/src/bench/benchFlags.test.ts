import { describe, expect, it } from "vitest";
import { UsageError } from "../lib/program.ts";
import { parseBenchFlags } from "./benchFlags.ts";

describe("the flags of the bench", () => {
  it("run fan-out and world by default", () => {
    const command = parseBenchFlags([]);
    expect(command.fanOut).toEqual({ connections: 5_000, windowMs: 30_000, timedShare: 1 });
    expect(command.world).toMatchObject({ windowMs: 30_000 });
    expect(command.curve).toBeUndefined();
    expect(command.commandLine).toBe("npm run bench");
  });

  it("narrow it down", () => {
    const command = parseBenchFlags(["--quick", "--only", "world"]);
    expect(command.fanOut).toBeUndefined();
    expect(command.world).toMatchObject({ windowMs: 5_000 });
    expect(command.commandLine).toBe("npm run bench -- --quick --only world");
    expect(command.write).toBe(false);
    expect(parseBenchFlags(["--quick"]).write).toBe(true);
  });

  it("run one row, and then write no page", () => {
    expect(parseBenchFlags(["--row", "doubloon"])).toMatchObject({ row: "doubloon", write: false });
    expect(() => parseBenchFlags(["--row", "other"])).toThrow("expected one of net, ws");
  });

  it("give gateways to a curve's large sizes only", () => {
    const { curve, fanOut, world } = parseBenchFlags(["--curve"]);
    expect([fanOut, world]).toEqual([undefined, undefined]);
    expect(curve?.sizes).toEqual([1_000, 5_000, 10_000, 20_000]);
    expect(curve?.timedShare).toBe(0.2);
    expect(parseBenchFlags(["--timed", "0.5"]).world?.timedShare).toBe(0.5);
    expect(curve?.serverArgs(5_000)).toEqual([]);
    expect(curve?.serverArgs(20_000)).toEqual(["--gateways", "2"]);
  });

  it("select the curve of the load signal", () => {
    const { loadCurve, fanOut, world, curve } = parseBenchFlags(["--load-curve"]);
    expect([fanOut, world, curve]).toEqual([undefined, undefined, undefined]);
    expect(loadCurve).toMatchObject({ windowMs: 20_000, timedShare: 1 });
    expect(parseBenchFlags([]).loadCurve).toBeUndefined();
  });

  it("select a storm, with or without a neighbour", () => {
    const { storm, fanOut, world } = parseBenchFlags(["--storm", "steady", "--neighbour", "quarter"]);
    expect([fanOut, world]).toEqual([undefined, undefined]);
    expect(storm).toMatchObject({ kind: "steady", players: 25_000, neighbour: "quarter", timedShare: 0.05 });
    expect(storm?.serverArgs).toEqual(["--gateways", "2"]);
    expect(parseBenchFlags(["--storm", "hotspot"]).storm).toMatchObject({ players: 20_000 });
    expect(parseBenchFlags(["--storm", "hunters"]).storm).toMatchObject({ players: 1_000, timedShare: 1 });
    expect(parseBenchFlags(["--storm", "cache"]).storm).toMatchObject({ players: 5_000, timedShare: 0.2 });
    expect(parseBenchFlags(["--storm", "death", "--players", "1000"]).storm).toMatchObject({ players: 1000 });
    expect(parseBenchFlags(["--curve"]).storm).toBeUndefined();
    expect(() => parseBenchFlags(["--storm", "calm"])).toThrow("expected one of steady, hotspot, death");
    expect(() => parseBenchFlags(["--neighbour", "core"])).toThrow("expected with --storm");
    expect(() => parseBenchFlags(["--storm", "steady", "--neighbour", "all"])).toThrow("quarter, core");
    expect(() => parseBenchFlags(["--storm", "steady", "--players", "1"])).toThrow("from 2 to 60000");
  });

  it.each([[["--fast"]], [["--only", "net"]], [["--only"]], [["now"]], [["--timed", "2"]]])(
    "reject %j in one line",
    (args) => {
      expect(() => parseBenchFlags(args)).toThrow(UsageError);
    },
  );
});
