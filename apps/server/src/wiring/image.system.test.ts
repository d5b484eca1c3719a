// The container image, built and run for real: one player plays against it, it is killed and started again on the same data.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { repositoryPath } from "../startup/repository.ts";
import { ImageMachine, noImages } from "./testing/imageMachine.ts";
import { openPlayer, type Player } from "./testing/player.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 900_000 });
const until = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 120_000, interval: 50 });

const reason = noImages();
if (reason !== undefined) console.log(`doubloon: the image is not tested, which ${reason}`);

const MAX_BYTES = 260e6;
const UNITS: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

describe.skipIf(reason !== undefined)("the image", () => {
  const machine = new ImageMachine(repositoryPath("node_modules/.cache/doubloon/image"));
  const data = mkdtempSync(join(tmpdir(), "doubloon-image-"));
  let built = "";
  let name = "";
  let container = "";
  const players: Player[] = [];

  beforeAll(() => {
    built = machine.build();
    [name] = built.split(" ");
    container = machine.create(name);
  });
  afterAll(() => {
    for (const player of players) player.close();
    if (container !== "") machine.remove(container);
    rmSync(data, { recursive: true, force: true });
  });

  it("is small, says what it is, runs as nobody and holds no registry", () => {
    const [, size, unit] = /^\S+ ([\d.]+) ?([KMG]?B)$/.exec(built) ?? [];
    expect(name).toMatch(/^localhost\/doubloon:\d/);
    expect(Number(size) * UNITS[unit]).toBeLessThanOrEqual(MAX_BYTES);
    const text = machine.inspect(name);
    const { config } = (JSON.parse(text) as { Docker: { config: Record<string, unknown> } }).Docker;
    expect(config).toMatchObject({
      User: "10001:10001",
      StopSignal: "SIGTERM",
      Volumes: { "/data": {} },
      Healthcheck: { Test: ["CMD", "node", "/app/apps/server/src/ops/cli.ts", "health"] },
      Labels: { "org.opencontainers.image.title": "Doubloon", "org.opencontainers.image.licenses": "MIT" },
    });
    expect(machine.exec(container, "touch", "/app/x")).not.toBe(0);
    const app = join(machine.mount(container), "app");
    expect(readFileSync(join(app, "sbom.cdx.json"), "utf8")).toContain('"CycloneDX"');
    const packages = readdirSync(join(app, "node_modules/.pnpm")).join("\n");
    expect(packages).toContain("fastify@");
    expect(packages).not.toMatch(/^(vite|vitest|typescript|node)@/m);
  });

  it("keeps a player over kill -9, and ends in order on SIGTERM", async () => {
    let server = await machine.start(name, container, data);
    const player = openPlayer(server.url, "Anne");
    players.push(player);
    await until(() => expect(player.frames).toBeGreaterThan(2));
    player.walk(0);
    const [first] = player.welcomes;
    const health = ["node", "/app/apps/server/src/ops/cli.ts", "health", `${server.opsUrl}livez`];
    expect(machine.exec(container, ...health)).toBe(0);
    // What she was told of is durable; a returning player shows that her account is.
    await until(() => expect(player.board?.online).toBe(1));
    await server.end("SIGKILL");
    expect(machine.exec(container, ...health)).toBe(1);
    player.close();

    server = await machine.start(name, container, data);
    const again = openPlayer(server.url, "", {}, first.token);
    players.push(again);
    await until(() => expect(again.frames).toBeGreaterThan(0));
    expect(again.welcomes[0]).toMatchObject({ playerId: first.playerId, name: "Anne", returning: true });
    expect(await server.end("SIGTERM")).toBe(0);
  });
});
