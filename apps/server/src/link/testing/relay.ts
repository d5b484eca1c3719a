// A stretch of wire that a test can cut, mend, stall and let flow: it passes on whatever connects to it.
import { once } from "node:events";
import { connect, createServer, type ListenOptions, type NetConnectOpts, type Socket } from "node:net";

export interface Relay {
  /** The port it listens on; 0 for a path. */
  readonly port: number;
  /** Breaks every connection and every new one. */
  cut(): void;
  mend(): void;
  /** Stops passing on what comes from the far end. */
  stall(): void;
  /** Stops passing on what comes from the near end. */
  stallOutward(): void;
  /** Ends every stall. */
  flow(): void;
  close(): Promise<void>;
}

/** Listens at `from` and connects each that comes to `to`. */
export async function startRelay(from: ListenOptions, to: NetConnectOpts): Promise<Relay> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let whole = true;
  let flowing = true;
  let outwardFlowing = true;
  const server = createServer((near) => {
    if (!whole) {
      near.destroy();
      return;
    }
    const far = connect(to);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [one, other] of [pair, [far, near]] as const) {
      one.on("error", () => {});
      one.on("close", () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
    pass(near, far, () => outwardFlowing);
    pass(far, near, () => flowing);
  });
  server.listen(from);
  await once(server, "listening");
  const address = server.address();
  const cut = (): void => {
    whole = false;
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    cut,
    mend() {
      whole = true;
    },
    stall() {
      flowing = false;
      for (const [, far] of pairs) far.pause();
    },
    stallOutward() {
      outwardFlowing = false;
      for (const [near] of pairs) near.pause();
    },
    flow() {
      flowing = true;
      outwardFlowing = true;
      for (const socket of [...pairs].flat()) socket.resume();
    },
    async close() {
      const closed = once(server, "close");
      server.close();
      cut();
      await closed;
    },
  };
}

/** Passes on from one to the other with back pressure, while it may. */
function pass(from: Socket, to: Socket, flowing: () => boolean): void {
  from.on("data", (chunk: Buffer) => {
    if (!to.write(chunk)) from.pause();
  });
  to.on("drain", () => {
    if (flowing()) from.resume();
  });
  if (!flowing()) from.pause();
}
