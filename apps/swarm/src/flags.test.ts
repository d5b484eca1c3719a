import { describe, expect, it } from "vitest";
import { parseSwarmFlags } from "./flags.ts";
import { UsageError } from "./lib/program.ts";

function loadOptions(...args: readonly string[]) {
  const command = parseSwarmFlags(args);
  if (command.mode !== "load") throw new Error(`mode ${command.mode}, expected load`);
  return command.options;
}

describe("the flags of the swarm", () => {
  it("have defaults", () => {
    expect(loadOptions()).toEqual({
      target: { host: "127.0.0.1", port: 8080 },
      players: 100,
      seconds: 30,
      inputsPerSecond: 1,
      joinsPerSecond: 2000,
      processes: 1,
      hotspot: false,
      hunt: false,
      hotspotAt: undefined,
      stalledShare: 0,
      timedShare: 1,
      json: false,
    });
  });

  it("spread many players over processes", () => {
    expect(loadOptions("--players", "12500").processes).toBe(1);
    expect(loadOptions("--players", "25000").processes).toBe(2);
    expect(loadOptions("--players", "25000", "--processes", "5").processes).toBe(5);
    expect(() => loadOptions("--players", "25000", "--processes", "1")).toThrow("from 2 to 16");
  });

  it("turn a ramp into a join rate", () => {
    expect(loadOptions("--players", "500", "--ramp", "10").joinsPerSecond).toBe(50);
  });

  it("accept a tile for the hotspot", () => {
    expect(loadOptions("--hotspot-at", "10,2")).toMatchObject({
      hotspot: true,
      hotspotAt: { x: 2688, y: 640 },
    });
  });

  it("accept bots", () => {
    expect(parseSwarmFlags(["--bots", "--players", "3", "--url", "http://localhost:1/"])).toEqual({
      mode: "bots",
      target: { host: "localhost", port: 1 },
      players: 3,
    });
  });

  it.each([
    [["--players", "0"], "--players 0: expected a number from 1 to 60000"],
    [["--players", "1.5"], "--players 1.5: expected a whole number from 1 to 60000"],
    [["--players", ""], "--players : expected a number"],
    [["--seconds", "soon"], "--seconds soon: expected a number from 0.1 to 86400"],
    [["--rate", "21"], "--rate 21: expected a number from 0 to 20"],
    [["--stalled", "-0.1"], "--stalled"],
    [["--stalled=2"], "--stalled 2: expected a number from 0 to 1"],
    [["--hotspot-at", "here"], "--hotspot-at here: expected a tile"],
    [["--hunt", "--hotspot"], "--hunt and --hotspot exclude each other"],
    [["--hunt", "--hotspot-at", "3,4"], "--hunt and --hotspot exclude each other"],
    [["--url", "8080"], "--url 8080: expected an address"],
    [["--url", "https://127.0.0.1/"], "expected an address such as http"],
    [["--url", "http://example.com/"], "on this machine only"],
    [["--url", "http://127.evil.example/"], "on this machine only"],
    [["--bot"], "--bot"],
    [["fast"], "fast"],
  ])("reject %j in one line", (args, message) => {
    let thrown: unknown;
    try {
      parseSwarmFlags(args);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UsageError);
    expect((thrown as UsageError).message).toContain(message);
    expect((thrown as UsageError).message).not.toContain("\n");
  });
});
