import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SERVER_FLAGS } from "./serverFlags.ts";
import { ServerProcess } from "./serverProcess.ts";

it("a server with gateways starts under the bench, and one of them can be killed", async () => {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-bench-"));
  const server = await ServerProcess.start({
    program: "apps/server/src/main.ts",
    args: ["--port", "0", "--bots", "0", "--gateways", "2", "--data", join(folder, "data")],
    nodeFlags: SERVER_FLAGS,
    core: undefined,
  });
  try {
    const { host, port } = server.target;
    const page = await fetch(`http://${host}:${port}/`);
    expect(await page.text()).toContain("Doubloon");
    expect(server.killGateway()).toBeGreaterThan(0);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
