// The gate's HTTP responses: one write each, then the connection ends. Parses nothing of the request.
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

export interface GateAnswer {
  /** HTTP status code and reason phrase. */
  readonly status: string;
  readonly error: string;
  readonly retryAfterSeconds?: number;
}

/** The whole response as text. */
function textOf({ status, error, retryAfterSeconds }: GateAnswer): string {
  const body = JSON.stringify({ error });
  const retry = retryAfterSeconds === undefined ? "" : `Retry-After: ${retryAfterSeconds}\r\n`;
  return (
    `HTTP/1.1 ${status}\r\n${retry}Content-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
  );
}

/** Limit of the bytes read from a client after the answer. */
const MAX_DISCARDED_BYTES = 65_536;

/**
 * Answers a connection whose request was not parsed. Further data is discarded up to a limit. The client has time to
 * read the answer: the caller destroys the connection if the client does not close it.
 */
export function answerAndEnd(socket: Socket, answer: GateAnswer): void {
  socket.on("data", discard).once("end", endSoon);
  socket.end(textOf(answer));
}

function discard(this: Socket): void {
  if (this.bytesRead > MAX_DISCARDED_BYTES) this.destroy();
}

function endSoon(this: Socket): void {
  this.destroySoon();
}

/** Answers a rejected upgrade and closes the connection. */
export function answerUpgrade(socket: Duplex, answer: GateAnswer): void {
  socket.end(textOf(answer), () => socket.destroy());
}
