// The events that gateways send each other through Socket.IO's adapter. Types only: orders.ts carries them out.
import type { PlayerId } from "@doubloon/shared/ids";
import type { Notice } from "@doubloon/shared/protocol/events";

/** Each is answered with the number of players reached. */
export interface OrderEvents {
  announce: (notice: Notice, answer: (reached: number) => void) => void;
  kick: (playerId: PlayerId, answer: (reached: number) => void) => void;
}
