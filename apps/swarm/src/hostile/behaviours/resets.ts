// Connections that are reset, at every stage.
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";

/** Resets at once, or after a few milliseconds, while the server may be responding. */
async function reset(peer: HostilePeer): Promise<void> {
  if (peer.random.happens(0.5)) await peer.wait(peer.random.integer(0, 5));
  peer.reset();
}

export const resets: readonly Behaviour[] = [
  { name: "reset-connecting", run: async (peer) => peer.reset() },
  {
    name: "reset-connected",
    run: async (peer) => {
      await peer.until("connected");
      await reset(peer);
    },
  },
  {
    name: "reset-in-request",
    run: async (peer) => {
      const request = peer.upgradeRequest();
      peer.send(request.slice(0, peer.random.integer(1, request.length - 1)));
      await peer.until("connected");
      await reset(peer);
    },
  },
  {
    name: "reset-after-request",
    weight: 2,
    run: async (peer) => {
      peer.send(peer.upgradeRequest());
      await peer.until("connected");
      await reset(peer);
    },
  },
  {
    name: "reset-after-upgrade-and-hello",
    weight: 8,
    run: async (peer) => {
      await peer.until("connected");
      peer.send(Buffer.concat([Buffer.from(peer.upgradeRequest()), peer.textFrame(peer.hello())]), 2);
      await reset(peer);
    },
  },
  {
    name: "reset-upgraded",
    run: async (peer) => {
      peer.send(peer.upgradeRequest());
      await peer.until("upgraded");
      await reset(peer);
    },
  },
  {
    name: "reset-after-hello",
    weight: 3,
    run: async (peer) => {
      if (!(await peer.open())) return;
      peer.text(peer.hello());
      await reset(peer);
    },
  },
  {
    name: "reset-welcomed",
    weight: 2,
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.binary(Buffer.from("1001000101000000", "hex"));
      await reset(peer);
    },
  },
  {
    name: "reset-in-frame",
    run: async (peer) => {
      if (!(await peer.join())) return;
      const frame = peer.textFrame('42["who",[1,2,3,4,5,6,7,8]]');
      peer.send(frame.subarray(0, peer.random.integer(1, frame.length - 1)));
      await reset(peer);
    },
  },
  {
    name: "reset-in-flood",
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.text(...Array.from({ length: 200 }, () => '421["probe"]'));
      await reset(peer);
    },
  },
  {
    name: "reset-after-farewell",
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.text("41");
      await reset(peer);
    },
  },
  {
    name: "reset-in-page",
    run: async (peer) => {
      peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      await peer.until("connected");
      await reset(peer);
    },
  },
];
