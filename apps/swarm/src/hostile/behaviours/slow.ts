// Slow connections: heads and bodies byte by byte, unfinished requests, players who do not read. Each ends by itself.
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";

/** How long such a connection stays open, in ms. */
const HOLD_MS = 2_500;

async function drip(peer: HostilePeer, text: string): Promise<void> {
  for (const byte of text) {
    if (peer.closed) return;
    peer.send(byte, 0);
    peer.flush();
    await peer.wait(peer.random.integer(5, 40));
  }
}

function hang(name: string, bytes: (peer: HostilePeer) => string): Behaviour {
  return {
    name,
    weight: 0.5,
    run: async (peer) => {
      peer.send(bytes(peer));
      await peer.wait(HOLD_MS);
    },
  };
}

export const slow: readonly Behaviour[] = [
  hang("hang-connected", () => ""),
  hang("hang-in-method", () => "GE"),
  hang("hang-in-game-path", () => "GET /socket.io"),
  hang("hang-in-head", (peer) => peer.upgradeRequest().slice(0, -3)),
  hang("hang-in-body", () => "POST /admin/api/login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{"),
  hang(
    "hang-in-chunk",
    () => "POST /admin/api/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n64\r\n{",
  ),
  hang("hang-after-page", () => "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"),
  {
    name: "slow-head",
    weight: 0.5,
    run: (peer) => drip(peer, peer.upgradeRequest().slice(0, 90)),
  },
  {
    name: "slow-frame",
    weight: 0.5,
    run: async (peer) => {
      if (!(await peer.open())) return;
      await drip(peer, peer.textFrame(peer.hello()).toString("latin1").slice(0, 60));
    },
  },
  {
    name: "half-a-frame",
    weight: 0.5,
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.send(peer.textFrame('42["who",[1,2,3,4,5]]').subarray(0, 9));
      await peer.wait(HOLD_MS);
    },
  },
  {
    name: "reads-nothing",
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.socket.pause();
      peer.text(...Array.from({ length: 25 }, (_, i) => `42${i}["who",[1,2,3,4,5,6,7,8]]`));
      await peer.wait(HOLD_MS);
    },
  },
  {
    name: "never-answers",
    run: async (peer) => {
      if (await peer.join()) await peer.wait(HOLD_MS);
    },
  },
];
