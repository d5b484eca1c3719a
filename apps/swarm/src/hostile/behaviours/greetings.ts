// Hellos that are repeated, malformed, too early, or sent together with packets that end the connection.
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";

/** Packets in the same segment as a hello; most make Engine.IO or Socket.IO close in that turn. */
const FOLLOWERS: readonly (readonly [string, readonly string[]])[] = [
  ["ping", ["2"]],
  ["engine-close", ["1"]],
  ["disconnect", ["41"]],
  ["probe-without-ack", ['42["probe"]']],
  ["binary-ack", ['461-7[{"_placeholder":true,"num":0}]']],
  ["binary-event", ['451-["b",{"_placeholder":true,"num":0}]']],
  ["garbage", ["\u0000\uffff", "9", "4", "47", "4["]],
  ["second-hello", ['40{"version":1}', "40", "40{"]],
  ["events", ['42["who",[1,2]]', '421["probe"]', '42["nothing"]']],
];

const BAD_HELLOS: readonly string[] = [
  "40",
  "40null",
  "40[]",
  "40[1,2,3]",
  '40"text"',
  "407",
  "40true",
  "40{}",
  '40{"version":"1"}',
  '40{"version":1e308}',
  '40{"version":-1,"name":"x"}',
  '40{"version":1,"name":7}',
  '40{"version":1,"name":{"toString":1}}',
  '40{"version":1,"name":["a"]}',
  '40{"version":1,"name":"x","token":{}}',
  '40{"version":1,"name":"x","token":0}',
  '40{"__proto__":{"version":1,"name":"x"}}',
  '40{"version":1,"name":"x","constructor":{"prototype":{"isAdmin":true}}}',
  '40{"version":1',
  "40/",
  "40/,",
  '40/nowhere,{"version":1,"name":"x"}',
  "40/__proto__,{}",
  '40//,{"version":1}',
  "40?query=1,{}",
];

function withHello(follower: string, texts: readonly string[]): Behaviour[] {
  const all = (peer: HostilePeer): Buffer =>
    Buffer.concat([peer.hello(), ...texts].map((text) => peer.textFrame(text)));
  return [
    {
      name: `hello-and-${follower}`,
      run: async (peer) => {
        if (!(await peer.open())) return;
        peer.send(all(peer), 1 + texts.length);
        await peer.wait(peer.random.integer(0, 200));
      },
    },
    {
      name: `upgrade-hello-and-${follower}`,
      run: async (peer) => {
        peer.send(Buffer.concat([Buffer.from(peer.upgradeRequest()), all(peer)]), 2 + texts.length);
        await peer.wait(peer.random.integer(0, 200));
      },
    },
  ];
}

export const greetings: readonly Behaviour[] = [
  ...FOLLOWERS.flatMap(([name, texts]) => withHello(name, texts)),
  {
    name: "several-hellos",
    weight: 3,
    run: async (peer) => {
      if (!(await peer.open())) return;
      peer.text(...Array.from({ length: peer.random.integer(2, 8) }, () => peer.hello()));
      await peer.wait(peer.random.integer(0, 300));
    },
  },
  {
    name: "hello-after-welcome",
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.text(peer.hello(), peer.hello({ name: "Someone else" }), "40", "41", peer.hello());
      await peer.wait(100);
    },
  },
  {
    name: "bad-hello",
    weight: 3,
    run: async (peer) => {
      if (!(await peer.open())) return;
      peer.text(peer.random.pick(BAD_HELLOS));
      await peer.wait(100);
    },
  },
  {
    name: "packets-before-hello",
    weight: 2,
    run: async (peer) => {
      if (!(await peer.open())) return;
      peer.text('42["probe"]', "41", '42["who",[1]]', "3", "6", '431["x"]');
      peer.binary(Buffer.from("1001000001000000", "hex"), Buffer.alloc(0));
      peer.text(peer.hello());
      await peer.wait(100);
    },
  },
  {
    name: "packets-after-farewell",
    weight: 2,
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.text("41", '421["probe"]', '42["who",[1]]', "3");
      peer.binary(Buffer.from("1001000001000000", "hex"));
      peer.text(peer.hello(), "1", "2", '42["probe"]');
      await peer.wait(100);
    },
  },
  {
    name: "no-hello",
    run: async (peer) => {
      if (await peer.open()) await peer.wait(peer.random.integer(0, 1_500));
    },
  },
  {
    name: "many-namespaces",
    run: async (peer) => {
      if (!(await peer.open())) return;
      peer.text(...Array.from({ length: 8 }, (_, i) => `40/${i}-${peer.name},{}`), peer.hello());
      await peer.wait(100);
    },
  },
];
