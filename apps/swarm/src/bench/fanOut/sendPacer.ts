// The beat of the fan-out: calls `send` with one room after the other, at a rate, spread over slots of 5 ms, or as
// fast as the event loop turns. It knows nothing of sockets.

export interface Beat {
  stop(): void;
}

const SLOT_MS = 5;
/** Rooms sent in one turn of the event loop at full speed: enough to make the turn itself cheap. */
const ROOMS_PER_TURN = 10;
/** The most slots that are made up for after a delay; what is older is not sent, so that a backlog cannot grow. */
const MAX_ARREARS_SLOTS = 20;

/** Starts to beat; 0 rooms a second is silence, Infinity as many as can be. */
export function beat(roomsPerSecond: number, rooms: number, send: (room: number) => void): Beat {
  let next = 0;
  const sendNext = () => {
    send(next);
    next = (next + 1) % rooms;
  };
  if (roomsPerSecond === Number.POSITIVE_INFINITY) {
    let turn: NodeJS.Immediate;
    const go = () => {
      for (let i = 0; i < ROOMS_PER_TURN; i++) sendNext();
      turn = setImmediate(go);
    };
    turn = setImmediate(go);
    return { stop: () => clearImmediate(turn) };
  }
  let lastMs = performance.now();
  let fraction = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const elapsedMs = Math.min(nowMs - lastMs, SLOT_MS * MAX_ARREARS_SLOTS);
    lastMs = nowMs;
    fraction += (elapsedMs * roomsPerSecond) / 1000;
    for (; fraction >= 1; fraction--) sendNext();
  }, SLOT_MS);
  return { stop: () => clearInterval(timer) };
}
