import { expect, it } from "vitest";
import { UsageError } from "../lib/program.ts";
import { parseDrillFlags } from "./drillFlags.ts";
import { parseUpgradeFlags } from "./upgrade/upgradeFlags.ts";

it("a drill has defaults, and its help names the others", () => {
  expect(parseDrillFlags(["kill"])).toEqual({ mode: "kill", kills: 100, players: 300, gateways: 2 });
  expect(parseDrillFlags(["drain", "--on-one", "--players", "5000"])).toEqual({
    mode: "drain",
    onOne: true,
    players: 5_000,
    gateways: 3,
    seconds: 20,
  });
  expect(() => parseDrillFlags(["kill", "--on-one"])).toThrow(UsageError);
  expect(parseUpgradeFlags([])).toEqual({ players: 100, from: undefined, to: undefined });
  expect(parseUpgradeFlags(["--from", "a", "--to", "b", "--players", "7"])).toEqual({
    players: 7,
    from: "a",
    to: "b",
  });
  expect(parseUpgradeFlags(["--help"])).toBe(undefined);
  const help = parseDrillFlags(["--help"]);
  expect(help.mode === "help" && help.text).toContain("npm run drill -- upgrade --help");
});

it.each([["--players", "0"], ["--players", "many"], ["--kills", "3"], ["more"]])(
  "the upgrade drill refuses %s %s",
  (...args) => {
    expect(() => parseUpgradeFlags(args)).toThrow(UsageError);
  },
);
