// Deceptive names, forged tokens, and sessions that are used twice.
import { createHmac } from "node:crypto";
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";

const INVISIBLE = [
  "\u034f",
  "\ufe0f",
  "\u17b4",
  "\u180b",
  "\u{1d159}",
  "\u200b",
  "\u2060",
  "\u00ad",
  "\u3164",
  "\u2800",
];
const ODD_NAMES: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "gamemaster",
  "Game Master",
  "gаmemaster",
  "GΑMEMASTER",
  "ｇａｍｅｍａｓｔｅｒ",
  "admin",
  "Swarm 1",
  "Ѕwаrm 1",
  "\u202eretsam",
  "\ud800",
  "a\udfff",
  "Z\u0300\u0301\u0302\u0303\u0304",
  "<b>x</b>",
  "x".repeat(17),
  "x".repeat(1_000),
  "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}",
  "\ufdfa\ufdfa\ufdfa",
  "__proto__",
  "constructor",
];

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function forged(head: unknown, claims: unknown, secret = "not the secret"): string {
  const signed = `${part(head)}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

const CLAIMS = { iss: "doubloon", sub: "AAAAAAAAAAAAAAAAAAAAAA" };
const FORGED_TOKENS: readonly string[] = [
  "",
  ".",
  "..",
  "...",
  "a.b.c",
  "\u0000.\u0000.\u0000",
  forged({ alg: "HS256" }, CLAIMS),
  forged({ alg: "HS256" }, CLAIMS, ""),
  `${part({ alg: "none" })}.${part(CLAIMS)}.`,
  forged({ alg: "none" }, CLAIMS),
  forged({ alg: "HS256", kid: "../../etc/passwd" }, CLAIMS),
  forged({ alg: "HS256", kid: "__proto__" }, CLAIMS),
  forged({ alg: "HS256" }, null),
  forged({ alg: "HS256" }, { ...CLAIMS, sub: "__proto__" }),
  `${part({ alg: "HS256" })}.${part(CLAIMS)}.${"A".repeat(900)}`,
  "x".repeat(1_024),
  "x".repeat(3_000),
];

async function greetAs(peer: HostilePeer, more: Readonly<Record<string, unknown>>): Promise<void> {
  if (!(await peer.open())) return;
  peer.text(peer.hello(more));
  await peer.wait(peer.random.integer(20, 150));
}

export const identities: readonly Behaviour[] = [
  { name: "odd-name", weight: 3, run: (peer) => greetAs(peer, { name: peer.random.pick(ODD_NAMES) }) },
  {
    name: "invisible-name",
    weight: 2,
    run: (peer) => {
      const blank = (): string => peer.random.pick(INVISIBLE);
      const name = peer.random.happens(0.5) ? blank() + blank() : `Swarm${blank()} 1`;
      return greetAs(peer, { name });
    },
  },
  {
    name: "forged-token",
    weight: 3,
    run: (peer) => greetAs(peer, { token: peer.random.pick(FORGED_TOKENS) }),
  },
  {
    name: "altered-token",
    run: async (peer) => {
      if (!(await peer.join())) return;
      const token = peer.token ?? "";
      const at = peer.random.integer(0, Math.max(0, token.length - 1));
      await greetAs(peer.sibling(), { token: `${token.slice(0, at)}x${token.slice(at + 1)}` });
    },
  },
  {
    name: "takeover-beside-leave",
    weight: 3,
    run: async (peer) => {
      if (!(await peer.join())) return;
      const { token, random } = peer;
      const other = peer.sibling();
      if (!(await other.open())) return;
      const greet = (): void => other.text(other.hello({ token }));
      const leave = (): void => (random.happens(0.5) ? peer.text("41") : peer.reset());
      if (random.happens(0.5)) greet();
      leave();
      greet();
      other.binary(Buffer.from("1001000101000000", "hex"));
      await other.wait(random.integer(0, 200));
    },
  },
  {
    name: "takeover-storm",
    run: async (peer) => {
      if (!(await peer.join())) return;
      const others = Array.from({ length: 4 }, () => peer.sibling());
      await Promise.all(others.map((other) => other.open()));
      for (const other of others) other.text(other.hello({ token: peer.token }));
      await peer.wait(200);
    },
  },
  {
    name: "own-sid-for-polling",
    weight: 2,
    run: async (peer) => {
      if (!(await peer.join())) return;
      const polling = `/socket.io/?EIO=4&transport=polling&sid=${peer.sid}`;
      const other = peer.sibling();
      other.send(`GET ${polling} HTTP/1.1\r\nHost: a\r\n\r\n`);
      other.send(`POST ${polling} HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n1`);
      await other.wait(150);
    },
  },
  {
    name: "own-sid-for-upgrade",
    weight: 2,
    run: async (peer) => {
      if (!(await peer.join())) return;
      const other = peer.sibling();
      other.send(other.upgradeRequest(`EIO=4&transport=websocket&sid=${peer.sid}`));
      other.text("2probe", "5", '42["probe"]', "41");
      await other.until("upgraded", 150);
      peer.text('421["probe"]', "41");
    },
  },
  {
    name: "strange-sid",
    run: async (peer) => {
      const sid = peer.random.pick(["__proto__", "constructor", "x", "%00", "a".repeat(200), "toString"]);
      peer.send(peer.upgradeRequest(`EIO=4&transport=websocket&sid=${sid}`));
      peer.text("2probe", "5", peer.hello());
      await peer.wait(150);
    },
  },
];
