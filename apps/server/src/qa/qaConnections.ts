// Cuts or slows the connection of one player of this gateway: frames and inputs are delayed, in order. Socket.IO's own
// messages, such as the welcome, are not.
import type { Gateway } from "../gateway/gateway.ts";
import type { Session } from "../gateway/session.ts";

export interface QaConnections {
  /** Breaks the player's TCP connection. False if no such player is connected here. */
  cut(name: string): boolean;
  /** Delays frames and inputs from now on; 0 ends that. */
  delay(name: string, delayMs: number): boolean;
}

export function makeQaConnections(gateway: Pick<Gateway, "sessionOf">): QaConnections {
  /** The delay of each slowed session, in ms. */
  const delays = new WeakMap<Session, { ms: number }>();

  function slow(session: Session, ms: number): void {
    const { lane } = session;
    const known = delays.get(session);
    if (known !== undefined) {
      known.ms = ms;
      return;
    }
    const delay = { ms };
    delays.set(session, delay);
    const write = lane.write.bind(lane);
    const { onBinary } = lane;
    lane.write = (messages) => later(delay.ms, () => lane.clear && write(messages));
    lane.onBinary = (bytes) => {
      const kept = Uint8Array.from(bytes);
      later(delay.ms, () => onBinary?.(kept));
    };
  }

  return {
    cut(name) {
      const session = gateway.sessionOf(name);
      session?.lane.destroy();
      return session !== undefined;
    },
    delay(name, delayMs) {
      const session = gateway.sessionOf(name);
      if (session !== undefined) slow(session, delayMs);
      return session !== undefined;
    },
  };
}

function later(ms: number, run: () => void): void {
  if (ms === 0) run();
  else setTimeout(run, ms).unref();
}
