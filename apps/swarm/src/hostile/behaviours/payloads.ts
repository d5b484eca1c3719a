// Socket.IO packets and binary messages with invalid content: bad and deep JSON, prototype keys, false acks and
// attachments, and inputs that a client never sends.
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";

function texts(name: string, ...list: readonly string[]): Behaviour {
  return {
    name,
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.text(...list);
      await peer.wait(peer.random.integer(20, 100));
    },
  };
}

/** One packet of a list, chosen by the seed, because the first one already ends the connection. */
function oneOf(name: string, ...list: readonly string[]): Behaviour {
  return {
    name,
    weight: 2,
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.text(peer.random.pick(list));
      await peer.wait(peer.random.integer(20, 100));
    },
  };
}

async function attachments(
  peer: HostilePeer,
  head: string,
  ...payloads: readonly Uint8Array[]
): Promise<void> {
  if (!(await peer.join())) return;
  peer.text(head);
  if (payloads.length > 0) peer.binary(...payloads);
  peer.text('421["probe"]');
  await peer.wait(50);
}

const deep = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

export const payloads: readonly Behaviour[] = [
  oneOf(
    "bad-json",
    "42[",
    "42{",
    '42["who"',
    "42[\\u0000]",
    '42["a",}',
    "42[NaN]",
    "42'probe'",
    "42[1e999999]",
  ),
  oneOf(
    "bad-hunt-request",
    '42["hunting"]',
    '42["hunting",null]',
    '42["hunting",[]]',
    '42["hunting",{"type":"join","hunt":1e308,"nonce":"x"}]',
    `42["hunting",{"type":"join","hunt":1,"nonce":"${"0".repeat(3_000)}"}]`,
    '42["hunting",{"type":"mark","tileX":-1,"tileY":1e9}]',
    '42["hunting",{"type":"team","act":"join","code":{"toString":1}}]',
    '42["hunting",{"type":"ranking","name":"__proto__"}]',
    '42["hunting",{"type":"constructor"}]',
    '42["hunting",{"__proto__":{"type":"retune"}}]',
  ),
  oneOf("deep-json", `42["who",${deep(1_900)}]`, `42${deep(1_990)}`, `40${deep(1_990)}`, `43${deep(1_990)}`),
  oneOf(
    "no-event-name",
    "42[]",
    "42[0]",
    "42[null]",
    "42[{}]",
    "42[[]]",
    "42[true]",
    "42",
    "42null",
    "42{}",
    "42[-0]",
  ),
  oneOf(
    "reserved-events",
    '42["connect"]',
    '42["connect_error"]',
    '42["disconnect"]',
    '42["disconnecting"]',
    '42["newListener"]',
    '42["removeListener"]',
    '42["error"]',
  ),
  texts(
    "events-named-as-properties",
    '42["__proto__",1]',
    '42["constructor"]',
    '42["toString"]',
    '42["hasOwnProperty",{}]',
    '42["then",1]',
  ),
  texts(
    "prototype-keys",
    '42["who",{"__proto__":{"length":3}}]',
    '42["who",[1],{"constructor":{"prototype":{"polluted":true}}}]',
    '421["who",[{"__proto__":null},{"toString":1},"__proto__"]]',
  ),
  texts(
    "odd-arguments",
    '421["who"]',
    '422["who",null]',
    '423["who",[1.5,-1,1e300,null,"1"]]',
    '424["probe",1,2,3]',
    '42["b"]',
    '42["b",7]',
    '42["b",{"type":"Buffer","data":[16,1]}]',
    '42["welcome",{}]',
    '42["farewell"]',
  ),
  texts("too-many-names", `421["who",[${Array.from({ length: 1_000 }, (_, i) => i).join()}]]`),
  texts(
    "huge-ack-ids",
    '4299999999999999999999["probe"]',
    '429007199254740993["probe"]',
    '42-1["probe"]',
    "4399999999[1]",
  ),
  oneOf("acks-of-nothing", "430[]", "431[1,2]", "43[]", "43", "430", "431{}", '43"__proto__"'),
  oneOf(
    "unknown-packets",
    "47",
    "48[]",
    "4",
    "",
    "5",
    "7",
    "b",
    "bAAAA",
    "2probe",
    "5probe",
    "3probe",
    "0{}",
    "4/",
    "44{}",
  ),
  {
    name: "binary-event",
    run: (peer) => attachments(peer, '451-["b",{"_placeholder":true,"num":0}]', peer.random.bytes(8)),
  },
  {
    name: "binary-event-without-its-bytes",
    run: (peer) => attachments(peer, '453-["b",{"_placeholder":true,"num":0}]', peer.random.bytes(8)),
  },
  {
    name: "false-placeholders",
    run: (peer) =>
      attachments(
        peer,
        peer.random.pick([
          '451-["b",{"_placeholder":true,"num":9}]',
          '451-["b",{"_placeholder":true,"num":-1}]',
          '451-["b",{"_placeholder":true,"num":"__proto__"}]',
          '451-["b",{"_placeholder":true}]',
          '450-["b",{"_placeholder":true,"num":0}]',
        ]),
        peer.random.bytes(8),
      ),
  },
  {
    name: "attachments-without-number",
    run: (peer) =>
      attachments(
        peer,
        peer.random.pick(["459999999-[]", '45-["b"]', "45x-[]", "451", "4599999999999999999-[]", "45"]),
      ),
  },
  {
    name: "binary-ack",
    run: (peer) => attachments(peer, '461-7[{"_placeholder":true,"num":0}]', peer.random.bytes(3)),
  },
  {
    name: "odd-binary-messages",
    weight: 3,
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.binary(...Array.from({ length: 6 }, () => peer.random.bytes(peer.random.integer(0, 40))));
      await peer.wait(50);
    },
  },
  {
    name: "odd-inputs",
    weight: 2,
    run: async (peer) => {
      if (!(await peer.join())) return;
      const { random } = peer;
      for (let i = 0; i < 8; i++) {
        const bytes = random.bytes(random.pick([7, 8, 9, 10, 15, 16, 17]));
        bytes[0] = random.pick([16, 17, 18]);
        bytes[1] = random.integer(0, 4);
        peer.binary(bytes);
      }
      await peer.wait(100);
    },
  },
  {
    name: "binary-before-welcome",
    run: async (peer) => {
      if (!(await peer.open())) return;
      const inputs = Array.from({ length: 5 }, () =>
        peer.binaryFrame(Buffer.from("1001000101000000", "hex")),
      );
      peer.send(Buffer.concat([peer.textFrame(peer.hello()), ...inputs]), 6);
      await peer.wait(100);
    },
  },
];
