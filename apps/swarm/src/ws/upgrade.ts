// The HTTP upgrade with which an engine.io client opens a WebSocket without long-polling first.
import { createHash, randomBytes } from "node:crypto";
import type { Target } from "../lib/target.ts";

const GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
/** Longest response to an upgrade. */
export const MAX_RESPONSE_BYTES = 4096;

/** A request and the accept key of its response; may be used for many connections. */
export interface Upgrade {
  readonly request: string;
  readonly accept: string;
}

/** Makes the upgrade for a server; the default path is that of engine.io. */
export function makeUpgrade(target: Target, path = "/socket.io/?EIO=4&transport=websocket"): Upgrade {
  const key = randomBytes(16).toString("base64");
  const host = target.host.includes(":") ? `[${target.host}]` : target.host;
  const request =
    `GET ${path} HTTP/1.1\r\n` +
    `Host: ${host}:${target.port}\r\n` +
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
    `Sec-WebSocket-Key: ${key}\r\n\r\n`;
  return {
    request,
    accept: createHash("sha1")
      .update(key + GUID)
      .digest("base64"),
  };
}

/** The error in the head of the response, or undefined if the WebSocket is open. */
export function upgradeFault(head: string, upgrade: Upgrade): string | undefined {
  const [status = "", ...headers] = head.split("\r\n");
  if (/^HTTP\/1\.1 429\b/.test(status)) {
    return "the server limits the connections of one address; start it with --exempt-loopback to test with more";
  }
  if (!/^HTTP\/1\.1 101\b/.test(status)) return `the server responded "${status.slice(0, 80)}"`;
  const accept = headers.find((header) => /^sec-websocket-accept:/i.test(header));
  if (accept?.slice(accept.indexOf(":") + 1).trim() !== upgrade.accept) {
    return "the server's Sec-WebSocket-Accept does not match";
  }
  return undefined;
}

/** The retry delay of a full server in ms, from the head of its response. */
export function retryAfterMs(head: string): number | undefined {
  if (!/^HTTP\/1\.1 (503|429)\b/.test(head)) return undefined;
  const seconds = /^retry-after: *(\d{1,5})\r?$/im.exec(head)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}
