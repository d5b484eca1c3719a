import { fileURLToPath } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { UsageError } from "../lib/program.ts";
import { runProgramFile } from "../testing/runProgram.ts";
import { createTinyServer } from "../testing/tinyServer.ts";
import { parseHostileFlags } from "./hostileFlags.ts";

const MAIN = fileURLToPath(new URL("../hostile.ts", import.meta.url));

const hostile = (...args: readonly string[]) => runProgramFile(MAIN, args);

describe("the flags of the attack", () => {
  it.each([
    [["--connections", "0"], /--connections 0: expected a number from 1/],
    [["--seed", "1.5"], /--seed 1.5: expected a whole number/],
    [["--url", "http://192.168.1.1/"], /this machine only/],
    [["--url", "http://example.com/"], /this machine only/],
    [["--url", "http://[::1]:80/"], /expected an IPv4 address/],
    [["--only", "nothing"], /no such misbehaviour/],
    [["--nonsense"], /nonsense/],
  ])("rejects %j", (args, message) => {
    expect(() => parseHostileFlags(args)).toThrow(UsageError);
    expect(() => parseHostileFlags(args)).toThrow(message);
  });

  it("spreads the connections over nine tenths of the time", () => {
    expect(parseHostileFlags(["--connections", "900", "--seconds", "10"])).toMatchObject({
      mode: "attack",
      options: { connections: 900, connectionsPerSecond: 100, target: { host: "127.0.0.1", port: 8080 } },
    });
  });
});

describe("the command", () => {
  it("ends with code 2 and one line for bad flags", async () => {
    const { code, out, err } = await hostile("--victims", "none");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^hostile: --victims none: expected .*\n$/);
  });

  it("ends with code 1 and one object when the server ends during the attack", async () => {
    const server = await createTinyServer({ frameEveryMs: 20 });
    const running = hostile(
      ...[
        "--url",
        server.url,
        "--connections",
        "100000",
        "--seconds",
        "60",
        "--victims",
        "2",
        "--quiet",
        "0.1",
      ],
      ...["--only", "several-hellos", "--json"],
    );
    const attacked = (): boolean => server.hellos.some(({ name }) => name?.startsWith("Rogue"));
    await vi.waitFor(() => expect(attacked()).toBe(true), { timeout: 30_000 });
    await server.close();
    const { code, out } = await running;
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      serverRestarts: 1,
      victims: { players: 2, joined: 2, latencyMs: { before: {}, during: {} } },
    });
  });
});
