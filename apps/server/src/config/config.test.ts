import { describe, expect, test } from "vitest";
import { type Config, readConfig } from "./config.ts";
import { ConfigError } from "./configError.ts";
import { helpText } from "./help.ts";
import { settings } from "./settings.ts";

function noFile(): string {
  throw new Error("no such file");
}

function read(args: readonly string[], env: Record<string, string> = {}): Config | "help" {
  return readConfig({ args, env, workingFolder: "/home/ann", repository: "/opt/doubloon", readFile: noFile });
}

test("the defaults have paths in the repository", () => {
  expect(read([])).toEqual({
    config: "",
    console: true,
    podDeletionCost: false,
    port: 8080,
    host: "127.0.0.1",
    hunts: "on",
    opsPort: 9464,
    opsPortGiven: false,
    opsHost: "127.0.0.1",
    agentPort: "off",
    bots: 30,
    seed: 1,
    data: "/opt/doubloon/data",
    map: "/opt/doubloon/maps/archipelago.tmj",
    mapRoot: "",
    gateways: 0,
    qa: false,
    redis: "",
    redisPrefix: "doubloon",
    clusterKey: "",
    role: "all",
    captureMs: 500,
    frameRate: 10,
    drainSeconds: 60,
    joinsPerSecond: 1500,
    maxConnections: 18_000,
    staleMs: 3_000,
    trustProxy: [],
    exemptLoopback: false,
    logLevel: "info",
  });
});

test("a flag overrides its variable, and given paths are relative to the working folder", () => {
  const env = { DOUBLOON_PORT: "1", DOUBLOON_HOST: "::1", DOUBLOON_MAP: "sea.tmx" };
  expect(read(["--port", "0", "--data=world"], env)).toMatchObject({
    port: 0,
    host: "::1",
    data: "/home/ann/world",
    map: "/home/ann/sea.tmx",
  });
});

test("trusted proxies are a list", () => {
  expect(read(["--trust-proxy", "10.0.0.0/8, ::1"])).toMatchObject({ trustProxy: ["10.0.0.0/8", "::1"] });
});

test("the ops port can be off, and a chosen one is marked as such", () => {
  expect(read(["--ops-port", "off"])).toMatchObject({ opsPort: "off", opsPortGiven: true });
  expect(read([], { DOUBLOON_OPS_PORT: "0" })).toMatchObject({ opsPort: 0, opsPortGiven: true });
});

test("a toggle takes an optional value", () => {
  expect(read(["--exempt-loopback"])).toMatchObject({ exemptLoopback: true });
  expect(read(["--exempt-loopback=false"], { DOUBLOON_EXEMPT_LOOPBACK: "true" })).toMatchObject({
    exemptLoopback: false,
  });
  expect(read([], { DOUBLOON_EXEMPT_LOOPBACK: "true" })).toMatchObject({ exemptLoopback: true });
});

test("--help requests help, and the help lists every flag and variable", () => {
  expect(read(["--help"])).toBe("help");
  for (const { flag, variable } of Object.values(settings)) {
    expect(helpText()).toContain(`--${flag}`);
    expect(helpText()).toContain(variable);
  }
});

describe("an error names the problem and what was expected", () => {
  test.each([
    [["--prot", "1"], {}, "unknown flag --prot; --help lists all"],
    [["8080"], {}, '"8080" is not a flag; --help lists all'],
    [["--port"], {}, "--port has no value, expected a port from 0 (any free one) to 65535"],
    [["--port", "65536"], {}, '--port is "65536", expected a port from 0 (any free one) to 65535'],
    [
      ["--ops-port", "none"],
      {},
      '--ops-port is "none", expected a port from 0 (any free one) to 65535, or off',
    ],
    [["--bots", "-1"], {}, '--bots is "-1", expected a number from 0 to 10000'],
    [["--bots=1e3"], {}, '--bots is "1e3", expected a number from 0 to 10000'],
    [["--seed", "4294967296"], {}, '--seed is "4294967296", expected a number from 0 to 4294967295'],
    [["--data="], {}, '--data is "", expected a folder'],
    [["--gateways", "65"], {}, '--gateways is "65", expected a number from 0 to 64'],
    [["--redis", "localhost"], {}, '--redis is "localhost", expected an address like redis://HOST:6379'],
    [["--redis-prefix", "two*"], {}, '--redis-prefix is "two*", expected 1 to 64 letters, digits, _ or -'],
    [["--frame-rate", "6"], {}, '--frame-rate is "6", expected one of 20, 10, 5, 4, 2'],
    [["--stale-ms", "2499"], {}, '--stale-ms is "2499", expected a number from 2500 to 60000'],
    [
      ["--trust-proxy", "10.0.0.0/33"],
      {},
      '--trust-proxy is "10.0.0.0/33", expected addresses or CIDR blocks separated by commas, like 10.0.0.0/8,::1',
    ],
    [["--exempt-loopback=maybe"], {}, '--exempt-loopback is "maybe", expected true or false'],
    [["--exempt-loopback", "yes"], {}, '"yes" is not a flag; --help lists all'],
    [["--role", "king"], {}, '--role is "king", expected one of all, world, gateway'],
    [["--role", "world"], {}, "--role world needs --redis"],
    [["--no-port"], {}, "unknown flag --no-port; --help lists all"],
    [[], { DOUBLOON_SEED: "x" }, 'DOUBLOON_SEED is "x", expected a number from 0 to 4294967295'],
    [[], { DOUBLOON_PROT: "1" }, "unknown environment variable DOUBLOON_PROT; --help lists all"],
  ] as const)("%o %o", (args, env, message) => {
    expect(() => read(args, env)).toThrow(new ConfigError(message));
  });
});

test("--qa is refused where others could reach it, and with Redis", () => {
  expect(read(["--qa"])).toMatchObject({ qa: true });
  expect(read(["--qa", "--host", "::1"])).toMatchObject({ qa: true });
  expect(read(["--qa", "--host", "localhost"])).toMatchObject({ qa: true });
  expect(() => read(["--qa", "--host", "0.0.0.0"])).toThrow(
    "--qa with --host 0.0.0.0, expected a loopback address such as 127.0.0.1: /qa controls the whole game",
  );
  expect(() => read(["--qa", "--host", "127.0.0.1.example.org"])).toThrow("expected a loopback address");
  expect(() => read(["--qa", "--redis", "redis://localhost"])).toThrow("--qa with --redis");
});
