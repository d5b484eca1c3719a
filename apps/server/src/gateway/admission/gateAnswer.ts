// How the gate says no: one write, and a connection that does not stay. It parses nothing that was said.
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

export interface GateAnswer {
  /** Code and reason of HTTP. */
  readonly status: string;
  readonly error: string;
  readonly retryAfterSeconds?: number;
}

/** The whole response. */
function textOf({ status, error, retryAfterSeconds }: GateAnswer): string {
  const body = JSON.stringify({ error });
  const retry = retryAfterSeconds === undefined ? "" : `Retry-After: ${retryAfterSeconds}\r\n`;
  return (
    `HTTP/1.1 ${status}\r\n${retry}Content-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}

/** What is still read of one who has been answered, in bytes. */
const MAX_UNHEARD_BYTES = 65_536;

/**
 * Answers a connection before anybody has read its request. What else it says is dropped, up to a bound; the caller ends
 * it if it does not hang up by itself, which it is left time for, so that it reads the answer.
 */
export function answerAndEnd(socket: Socket, answer: GateAnswer): void {
  socket.on("data", dropUnheard).once("end", endSoon);
  socket.end(textOf(answer));
}

function dropUnheard(this: Socket): void {
  if (this.bytesRead > MAX_UNHEARD_BYTES) this.destroy();
}

function endSoon(this: Socket): void {
  this.destroySoon();
}

/** Answers an upgrade that is not carried out, and closes the connection. */
export function answerUpgrade(socket: Duplex, answer: GateAnswer): void {
  socket.end(textOf(answer), () => socket.destroy());
}
