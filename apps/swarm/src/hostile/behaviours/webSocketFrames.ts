// Frames that WebSocket forbids, or allows but no client sends.
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";
import { invalidFrame } from "../invalidFrame.ts";

const KEY = Uint8Array.of(9, 8, 7, 6);
const probe = Buffer.from('42["probe"]');

/** Sends bytes before the hello, with it, or after the welcome, as the seed chooses. */
async function atSomeStage(peer: HostilePeer, bytes: Buffer, messages = 1): Promise<void> {
  const stage = peer.random.integer(0, 3);
  if (stage === 0) {
    peer.send(Buffer.concat([Buffer.from(peer.upgradeRequest()), bytes]), messages);
  } else if (stage === 1) {
    if (await peer.open()) peer.send(bytes, messages);
  } else if (stage === 2) {
    if (await peer.open()) peer.send(Buffer.concat([peer.textFrame(peer.hello()), bytes]), messages);
  } else if (await peer.join()) peer.send(bytes, messages);
  await peer.wait(peer.random.integer(20, 200));
}

function frames(name: string, ...bytes: readonly Buffer[]): Behaviour {
  return { name, run: (peer) => atSomeStage(peer, Buffer.concat(bytes), bytes.length) };
}

const fragment = (opcode: number, final: boolean, payload: Uint8Array = probe): Buffer =>
  invalidFrame({ opcode, payload, final, mask: KEY });

export const webSocketFrames: readonly Behaviour[] = [
  frames("unmasked-text", invalidFrame({ opcode: 1, payload: probe, mask: undefined })),
  frames("unmasked-binary", invalidFrame({ opcode: 2, payload: Buffer.alloc(8, 16), mask: undefined })),
  frames("reserved-bits", invalidFrame({ opcode: 1, payload: probe, mask: KEY, reserved: 0x40 })),
  frames("all-reserved-bits", invalidFrame({ opcode: 2, payload: probe, mask: KEY, reserved: 0x70 })),
  frames("reserved-opcode", invalidFrame({ opcode: 3, payload: probe, mask: KEY })),
  frames("reserved-control-opcode", invalidFrame({ opcode: 11, payload: probe, mask: KEY })),
  frames("continuation-of-nothing", fragment(0, true)),
  frames(
    "fragmented-event",
    fragment(1, false, Buffer.from("42[")),
    fragment(0, true, Buffer.from('"probe"]')),
  ),
  frames("fragment-in-fragment", fragment(1, false), fragment(1, false), fragment(0, true)),
  frames("fragments-without-end", ...Array.from({ length: 64 }, (_, i) => fragment(i === 0 ? 1 : 0, false))),
  frames(
    "empty-fragments",
    ...Array.from({ length: 200 }, (_, i) => fragment(i === 0 ? 2 : 0, false, Buffer.alloc(0))),
  ),
  frames("long-control-frame", invalidFrame({ opcode: 9, payload: Buffer.alloc(300), mask: KEY })),
  frames("fragmented-control-frame", invalidFrame({ opcode: 9, payload: probe, mask: KEY, final: false })),
  frames("close-of-one-byte", invalidFrame({ opcode: 8, payload: Buffer.from([3]), mask: KEY })),
  frames("close-with-bad-code", invalidFrame({ opcode: 8, payload: Buffer.from([0, 1]), mask: KEY })),
  frames("close-twice", fragment(8, true, Buffer.from([3, 232])), fragment(8, true, Buffer.from([3, 232]))),
  frames(
    "message-after-close",
    fragment(8, true, Buffer.from([3, 232])),
    fragment(1, true),
    fragment(2, true),
  ),
  frames(
    "invalid-utf8",
    invalidFrame({ opcode: 1, payload: Buffer.from([0x34, 0x32, 0xc0, 0xaf, 0xff]), mask: KEY }),
  ),
  frames(
    "long-form-of-a-short-length",
    invalidFrame({ opcode: 2, payload: probe, mask: KEY, lengthBytes: 8 }),
  ),
  frames("empty-frames", ...Array.from({ length: 20 }, () => fragment(2, true, Buffer.alloc(0)))),
  frames("empty-text", fragment(1, true, Buffer.alloc(0))),
  frames("claims-too-much", invalidFrame({ opcode: 2, payload: probe, mask: KEY, claimedBytes: 1n << 62n })),
  frames(
    "claims-negative",
    invalidFrame({ opcode: 2, payload: probe, mask: KEY, claimedBytes: (1n << 64n) - 1n }),
  ),
  frames("oversized-binary", invalidFrame({ opcode: 2, payload: Buffer.alloc(8_192, 16), mask: KEY })),
  frames("oversized-text", invalidFrame({ opcode: 1, payload: Buffer.alloc(70_000, 0x34), mask: KEY })),
  frames("unsolicited-pongs", ...Array.from({ length: 50 }, () => fragment(10, true, Buffer.alloc(20)))),
  {
    name: "random-bytes",
    weight: 3,
    run: (peer) => atSomeStage(peer, peer.random.bytes(peer.random.integer(1, 2_000))),
  },
  {
    name: "flipped-bits",
    weight: 3,
    run: async (peer) => {
      const bytes = Buffer.concat([peer.textFrame(peer.hello()), peer.textFrame('421["probe"]')]);
      for (let flips = peer.random.integer(1, 6); flips > 0; flips--) {
        bytes[peer.random.integer(0, bytes.length - 1)] ^= 1 << peer.random.integer(0, 7);
      }
      await atSomeStage(peer, bytes, 2);
    },
  },
];
