// HTTP requests that are invalid or unexpected: pages and upgrades on one connection, two body lengths, endless heads.
import type { Behaviour } from "../behaviour.ts";
import type { HostilePeer } from "../hostilePeer.ts";

const HEAD = "Host: a\r\n";
const GET = (path: string): string => `GET ${path} HTTP/1.1\r\n${HEAD}\r\n`;

function request(
  name: string,
  bytes: string | ((peer: HostilePeer) => string | Buffer),
  messages = 1,
): Behaviour {
  return {
    name,
    run: async (peer) => {
      peer.send(typeof bytes === "string" ? Buffer.from(bytes, "latin1") : bytes(peer), messages);
      await peer.wait(peer.random.integer(20, 150));
    },
  };
}

const withHello = (peer: HostilePeer, head: string): Buffer =>
  Buffer.concat([Buffer.from(head, "latin1"), peer.textFrame(peer.hello()), peer.textFrame("41")]);

/** Requests of one message each; the seed chooses one. */
const ODD_REQUESTS: readonly string[] = [
  "GET\r\n\r\n",
  "\r\n\r\n\r\n",
  "\u0000\u0000\u0000\u0000",
  "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\nHost: a\n\n",
  "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a\r\n : x\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n",
  "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
  "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
  "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
  "GET http://a/socket.io/?EIO=4 HTTP/1.1\r\nHost: a\r\n\r\n",
  "GET /%00%ff%zz HTTP/1.1\r\nHost: a\r\n\r\n",
  "GET //../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n",
  "GET /assets/..%2f..%2fpackage.json HTTP/1.1\r\nHost: a\r\n\r\n",
  "GET /map/__proto__/chunks/-1/99999999999 HTTP/1.1\r\nHost: a\r\n\r\n",
  "GET /debug/cpuprofile?seconds=1e9 HTTP/1.1\r\nHost: a\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
  "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999\r\n\r\n",
  "POST /admin/api/login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "POST /admin/api/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nx",
  "POST /admin/api/login HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n",
];

/** Upgrades that the server does not support. */
const ODD_UPGRADES: readonly ((peer: HostilePeer) => string)[] = [
  (peer) => peer.upgradeRequest("EIO=3&transport=websocket"),
  (peer) => peer.upgradeRequest("EIO=4&transport=nothing"),
  (peer) => peer.upgradeRequest("EIO=4&transport=__proto__"),
  (peer) => peer.upgradeRequest("EIO=4&transport=websocket&transport=polling&EIO=9"),
  (peer) => peer.upgradeRequest(`EIO=4&transport=websocket&${"x".repeat(8_000)}`),
  (peer) => peer.upgradeRequest("EIO=4&transport=websocket", "Sec-WebSocket-Version: 8\r\n"),
  (peer) => peer.upgradeRequest("EIO=4&transport=websocket", "Content-Length: 5\r\n"),
  (peer) => peer.upgradeRequest("EIO=4&transport=websocket", "Transfer-Encoding: chunked\r\n"),
  (peer) => peer.upgradeRequest().replace(/Sec-WebSocket-Key: .*\r\n/, ""),
  (peer) => peer.upgradeRequest().replace(/Sec-WebSocket-Key: .*\r\n/, "Sec-WebSocket-Key: short\r\n"),
  (peer) => peer.upgradeRequest().replace("Upgrade: websocket", "Upgrade: h2c"),
  (peer) => peer.upgradeRequest().replace("/socket.io/", "/nowhere/"),
  (peer) => peer.upgradeRequest().replace("/socket.io/", "/admin/"),
  (peer) => peer.upgradeRequest().replace("GET", "POST"),
  (peer) => peer.upgradeRequest().replace("HTTP/1.1", "HTTP/1.0"),
  (peer) => peer.upgradeRequest("EIO=4&transport=websocket", "Origin: http://elsewhere.example\r\n"),
  (peer) => peer.upgradeRequest("EIO=4&transport=websocket", "X-Forwarded-For: 1.2.3.4, ,\u00ff\r\n"),
  (peer) =>
    peer.upgradeRequest("EIO=4&transport=websocket", "Sec-WebSocket-Extensions: permessage-deflate;x=1\r\n"),
];

export const http: readonly Behaviour[] = [
  { name: "odd-request", weight: 4, run: (peer) => request("", peer.random.pick(ODD_REQUESTS)).run(peer) },
  {
    name: "odd-upgrade",
    weight: 4,
    run: (peer) =>
      request("", withHello(peer, peer.random.pick(ODD_UPGRADES)(peer)).toString("latin1"), 3).run(peer),
  },
  request("upgrade-after-blank-line", (peer) => withHello(peer, `\r\n${peer.upgradeRequest()}`), 3),
  request(
    "upgrade-with-second-space",
    (peer) => withHello(peer, peer.upgradeRequest().replace(" ", "  ")),
    3,
  ),
  request("page-then-upgrade", (peer) => withHello(peer, GET("/healthz") + peer.upgradeRequest()), 4),
  request("upgrade-twice", (peer) => withHello(peer, peer.upgradeRequest() + peer.upgradeRequest()), 4),
  request("upgrade-then-page", (peer) => peer.upgradeRequest() + GET("/"), 2),
  request("game-without-upgrade", GET("/socket.io/?EIO=4&transport=websocket")),
  request("polling", GET("/socket.io/?EIO=4&transport=polling")),
  request(
    "polling-post",
    "POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n40",
  ),
  request("game-path-alone", GET("/socket.io/")),
  request("long-head", `GET / HTTP/1.1\r\n${HEAD}X: ${"x".repeat(40_000)}\r\n\r\n`),
  request("many-headers", `GET / HTTP/1.1\r\n${HEAD}${"X: y\r\n".repeat(3_000)}\r\n`),
  request("long-path", GET(`/${"x".repeat(12_000)}`)),
  request("pages-in-a-row", Array.from({ length: 50 }, () => GET("/healthz")).join(""), 50),
  request("missing-pages-in-a-row", Array.from({ length: 50 }, (_, i) => GET(`/nothing/${i}`)).join(""), 50),
];
