// A gateway process's channel to its primary. A primary that is gone is not an error here: the process ends in order.
import type { GatewayProcessMessage } from "./gatewayFleet.ts";

/** The part of `process` that is used. */
export interface ParentProcess {
  send?(
    message: unknown,
    handle: undefined,
    options: undefined,
    done: (error: Error | null) => void,
  ): boolean;
  on(event: "error", listener: (error: Error) => void): unknown;
}

export interface PrimaryChannel {
  /**
   * Resolves when the channel has taken the message, so a primary that does not read is not sent ever more; also when the
   * primary is gone.
   */
  send(message: GatewayProcessMessage): Promise<void>;
}

/**
 * Opens the channel of this process. `onGone` is called once when a message cannot be sent. That includes messages of
 * Socket.IO's cluster adapter, which uses the same channel: its failures (EPIPE) are "error" events of the process.
 */
export function openPrimaryChannel(
  onGone: (error: Error) => void,
  parent: ParentProcess = process as ParentProcess,
): PrimaryChannel {
  let gone = false;
  function lose(error: Error): void {
    if (gone) return;
    gone = true;
    onGone(error);
  }
  parent.on("error", lose);
  return {
    send: (message) =>
      new Promise((resolve) => {
        if (gone || parent.send === undefined) return resolve();
        parent.send(message, undefined, undefined, (error) => {
          if (error !== null) lose(error);
          resolve();
        });
      }),
  };
}
