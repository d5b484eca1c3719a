import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  CONTRACT_LIMITS,
  describeLink,
  describeRemoteLink,
  type RemoteLinkRig,
} from "../testing/linkContract.ts";
import { recordWorld } from "../testing/recordingPorts.ts";
import { startRelay } from "../testing/relay.ts";
import { createStreamGatewayLink } from "./streamGatewayLink.ts";
import { createStreamWorldLink } from "./streamWorldLink.ts";

async function makeStreamRig(): Promise<RemoteLinkRig> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-link-"));
  const worldPath = join(folder, "world.sock");
  const relayPath = join(folder, "relay.sock");
  const relay = await startRelay({ path: relayPath }, { path: worldPath });
  const open: { close(): Promise<void> }[] = [];
  return {
    async openWorld() {
      const link = await createStreamWorldLink(worldPath, { limits: CONTRACT_LIMITS });
      open.push(link);
      return link;
    },
    async openGateway(id) {
      const link = createStreamGatewayLink(relayPath, id, { limits: CONTRACT_LIMITS });
      open.push(link);
      return link;
    },
    cutGateways: () => relay.cut(),
    mendGateways: () => relay.mend(),
    stall: () => relay.stall(),
    flow: () => relay.flow(),
    async close() {
      for (const link of open.reverse()) await link.close();
      await relay.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

describeLink("stream", makeStreamRig);
describeRemoteLink("stream", makeStreamRig);

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-link-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it("a stream connection that sends garbage is closed, and no other is affected", async () => {
  const path = join(folder, "world.sock");
  const world = await createStreamWorldLink(path, { limits: CONTRACT_LIMITS });
  world.serve(recordWorld().port);
  const states: boolean[] = [];
  const gateway = createStreamGatewayLink(path, "g1", { limits: CONTRACT_LIMITS });
  gateway.onWorldState((up) => states.push(up));
  gateway.serve({} as never);
  await vi.waitFor(() => expect(states.at(-1)).toBe(true), { timeout: 30_000 });
  for (const garbage of [
    Buffer.alloc(64, 0xff),
    Buffer.alloc(64),
    Buffer.from("GET / HTTP/1.1\r\nHost: doubloon.example\r\n\r\n"),
  ]) {
    const socket = connect(path);
    socket.on("error", () => {});
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.resume().write(garbage);
    await closed;
  }
  expect([...world.gateways]).toEqual(["g1"]);
  await gateway.close();
  await world.close();
});

it("a leftover socket file is replaced", async () => {
  const path = join(folder, "world.sock");
  await writeFile(path, "");
  const world = await createStreamWorldLink(path, { limits: CONTRACT_LIMITS });
  await world.close();
});
