// Attacks on the console: its namespace without a cookie or with a forged one, its orders, its sign-in.
import type { Behaviour } from "../behaviour.ts";

const COOKIES: readonly string[] = [
  "",
  "Cookie: doubloon_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
  "Cookie: __proto__=1; constructor=2\r\n",
  `Cookie: ${"a=b; ".repeat(1_000)}\r\n`,
  "Cookie: =;;;=\r\n",
];
const BODIES: readonly string[] = [
  "",
  "{",
  "null",
  "[]",
  '{"name":"gamemaster","password":"wrong"}',
  '{"name":{"$ne":1},"password":[]}',
  '{"__proto__":{"role":"gamemaster"}}',
  `{"name":"${"x".repeat(9_000)}","password":"x"}`,
];

export const console: readonly Behaviour[] = [
  {
    name: "console-without-cookie",
    weight: 3,
    run: async (peer) => {
      if (!(await peer.open("EIO=4&transport=websocket", peer.random.pick(COOKIES)))) return;
      peer.text(
        "40/admin,{}",
        '42/admin,1["announce","x"]',
        '42/admin,2["kick","x"]',
        "41/admin,",
        "40/admin,",
      );
      await peer.wait(150);
    },
  },
  {
    name: "console-and-disconnect",
    weight: 2,
    run: async (peer) => {
      const frames = ["40/admin,", "41/admin,", "40/admin,{}", "1"].map((text) => peer.textFrame(text));
      peer.send(Buffer.concat([Buffer.from(peer.upgradeRequest()), ...frames]), 5);
      await peer.wait(peer.random.integer(0, 100));
      if (peer.random.happens(0.5)) peer.reset();
    },
  },
  {
    name: "console-beside-game",
    run: async (peer) => {
      if (!(await peer.join())) return;
      peer.text(
        "40/admin,",
        '42/admin,["watchBoard",{"offset":-1,"limit":1e9,"search":7}]',
        "41/admin,",
        "41",
      );
      await peer.wait(100);
    },
  },
  {
    name: "sign-in-with-anything",
    run: async (peer) => {
      const body = peer.random.pick(BODIES);
      const origin = peer.random.pick(["", "Origin: http://elsewhere.example\r\n", "Origin: null\r\n"]);
      peer.send(
        `POST /admin/api/login HTTP/1.1\r\nHost: a\r\n${origin}Content-Type: application/json\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
      await peer.wait(200);
    },
  },
];
