// A TCP relay that a test can cut, mend and stall: it forwards every connection to a target.
import { once } from "node:events";
import { connect, createServer, type ListenOptions, type NetConnectOpts, type Socket } from "node:net";

export interface Relay {
  /** The port it listens on; 0 for a path. */
  readonly port: number;
  /** Breaks every connection and every new one. */
  cut(): void;
  mend(): void;
  /** Stops forwarding bytes from the target. */
  stall(): void;
  /** Stops forwarding bytes to the target. */
  stallOutward(): void;
  /** Ends every stall. */
  flow(): void;
  close(): Promise<void>;
}

/** Listens at `from` and connects each connection to `to`. */
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

/** Forwards bytes with back pressure, except during a stall. */
function pass(from: Socket, to: Socket, flowing: () => boolean): void {
  from.on("data", (chunk: Buffer) => {
    if (!to.write(chunk)) from.pause();
  });
  to.on("drain", () => {
    if (flowing()) from.resume();
  });
  if (!flowing()) from.pause();
}
