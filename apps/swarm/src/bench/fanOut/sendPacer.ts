// Paces the sends of the fan-out: calls `send` for one room after the other, at a rate spread over slots of 5 ms, or as fast
// as the event loop runs. It knows no sockets.

export interface SendPacer {
  stop(): void;
}

const SLOT_MS = 5;
/** Rooms per event-loop turn at full speed; enough to make the cost of the turn negligible. */
const ROOMS_PER_TURN = 10;
/** Slots that are caught up after a delay; older sends are skipped, so that no backlog grows. */
const MAX_CATCH_UP_SLOTS = 20;

/** Starts to send; 0 rooms a second sends nothing, Infinity as many as possible. */
export function startSendPacer(
  roomsPerSecond: number,
  rooms: number,
  send: (room: number) => void,
): SendPacer {
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
    const elapsedMs = Math.min(nowMs - lastMs, SLOT_MS * MAX_CATCH_UP_SLOTS);
    lastMs = nowMs;
    fraction += (elapsedMs * roomsPerSecond) / 1000;
    for (; fraction >= 1; fraction--) sendNext();
  }, SLOT_MS);
  return { stop: () => clearInterval(timer) };
}
