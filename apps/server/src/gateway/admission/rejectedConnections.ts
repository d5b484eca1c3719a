// Connections that were answered with a rejection and have not closed yet. Gives them time to read the answer, then
// destroys them. Decides no rejection.
import type { Socket } from "node:net";
import { answerAndEnd, type GateAnswer } from "./gateAnswer.ts";

/** Time for a rejected client to read the answer and close, in ms. */
const LINGER_MS = 1_000;

export class RejectedConnections {
  /** By the time of the rejection, oldest first. */
  readonly #sinceMs = new Map<Socket, number>();

  get sockets(): Iterable<Socket> {
    return this.#sinceMs.keys();
  }

  reject(socket: Socket, answer: GateAnswer, nowMs: number): void {
    this.#sinceMs.set(socket, nowMs);
    answerAndEnd(socket, answer);
  }

  /** Notes that the connection has closed. */
  delete(socket: Socket): void {
    this.#sinceMs.delete(socket);
  }

  /** Destroys connections whose time is over. */
  destroyExpired(nowMs: number): void {
    for (const [socket, sinceMs] of this.#sinceMs) {
      if (sinceMs > nowMs - LINGER_MS) break;
      socket.destroy();
    }
  }
}
