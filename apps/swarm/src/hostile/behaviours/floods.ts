// Floods of valid messages above the rate limits.
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";
import { invalidFrame } from "../invalidFrame.ts";

/** Messages in one flood; a player may send 360 in a burst. */
const FLOOD = 400;
/** Rarer than the other rows; otherwise nearly all bad messages would be floods. */
const WEIGHT = 0.5;

function flood(name: string, frame: (peer: HostilePeer, i: number) => Buffer): Behaviour {
  return {
    name: `flood-of-${name}`,
    weight: WEIGHT,
    run: async (peer) => {
      // Half of the floods come before the hello.
      if (!(await (peer.random.happens(0.5) ? peer.join() : peer.open()))) return;
      const frames = Array.from({ length: FLOOD }, (_, i) => frame(peer, i));
      const half = FLOOD / 2;
      peer.send(Buffer.concat(frames.slice(0, half)), half);
      await peer.wait(peer.random.integer(0, 20));
      peer.send(Buffer.concat(frames.slice(half)), half);
      await peer.wait(100);
    },
  };
}

function input(seq: number): Buffer {
  const bytes = Buffer.from("1001000001000000", "hex");
  bytes.writeUInt16LE(seq & 0xffff, 2);
  return bytes;
}

/** Digs, readings and emotes, also with poses that are none. */
function act(i: number): Buffer {
  const emote = i % 3 === 2;
  const bytes = Buffer.from(emote ? "100500000100000010" : "1003000001000000", "hex");
  bytes[1] = 3 + (i % 3);
  bytes.writeUInt16LE((i + 1) & 0xffff, 2);
  if (emote) bytes[8] = i & 0xff;
  return bytes;
}

const HUNT_REQUESTS: readonly string[] = [
  '{"type":"retune"}',
  '{"type":"useTool"}',
  '{"type":"team","act":"create"}',
  '{"type":"team","act":"leave"}',
  '{"type":"solo","act":"daily"}',
  '{"type":"ranking","name":"ever"}',
  '{"type":"mark","tileX":3,"tileY":4}',
  `{"type":"join","hunt":1,"nonce":"${"0a".repeat(16)}"}`,
];

export const floods: readonly Behaviour[] = [
  flood("acts", (peer, i) => peer.binaryFrame(act(i))),
  flood("hunt-requests", (peer, i) =>
    peer.textFrame(`42["hunting",${HUNT_REQUESTS[i % HUNT_REQUESTS.length]}]`),
  ),
  flood("inputs", (peer, i) => peer.binaryFrame(input(i))),
  flood("resyncs", (peer) => peer.binaryFrame(Buffer.from("1200000001000000", "hex"))),
  flood("probes", (peer, i) => peer.textFrame(`42${i}["probe"]`)),
  flood("names-asked-for", (peer, i) => peer.textFrame(`42${i}["who",[0,1,2,3,4,5,6,7,8,9]]`)),
  flood("unknown-events", (peer, i) => peer.textFrame(`42["event ${i}",{"x":${i}}]`)),
  flood("engine-pongs", (peer) => peer.textFrame("3")),
  flood("pings", (peer, i) =>
    invalidFrame({ opcode: 9, payload: Buffer.from(String(i)), mask: peer.random.bytes(4) }),
  ),
  flood("hellos", (peer) => peer.textFrame(peer.hello())),
  flood("acks", (peer, i) => peer.textFrame(`43${i}[]`)),
  flood("noops", (peer) => peer.textFrame("6")),
  {
    name: "flood-of-megabytes",
    weight: WEIGHT,
    run: async (peer) => {
      if (!(await peer.join())) return;
      const frame = peer.textFrame(`42["who",["${"x".repeat(3_900)}"]]`);
      peer.send(Buffer.concat(Array.from({ length: 250 }, () => frame)), 250);
      await peer.wait(100);
    },
  },
];
