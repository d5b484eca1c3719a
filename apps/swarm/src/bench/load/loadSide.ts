// The load of a bench row: one interface to the peers' load process and to Doubloon's own swarm.
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { requestReply } from "../../lib/requestReply.ts";
import type { PlayersPlan } from "../../load/players.ts";
import { RemoteWorker } from "../../load/workers/remoteWorker.ts";
import type { FromLoad, LoadCounts, ToLoad } from "./loadMessages.ts";
import type { PeerLoadPlan } from "./peerLoad.ts";

const PROGRAM = fileURLToPath(new URL("./loadProcess.ts", import.meta.url));

export interface LoadResult extends LoadCounts {
  /** Mover records in the frames and their bytes, if the load can count them. */
  readonly movers: { readonly records: number; readonly bytes: number } | undefined;
}

export interface LoadSide {
  /** Clients that have joined. */
  open(): Promise<number>;
  /** Starts the window. */
  clear(): void;
  /** Ends the window and the load. */
  finish(): Promise<LoadResult>;
}

/** The load for a peer. */
export class PeerLoadSide implements LoadSide {
  readonly #child: ChildProcess;

  constructor(plan: PeerLoadPlan) {
    this.#child = fork(PROGRAM, [], { serialization: "advanced" });
    this.#send({ type: "start", plan });
  }

  async open(): Promise<number> {
    return (await this.counts()).open;
  }

  clear(): void {
    this.#send({ type: "clear" });
  }

  async counts(): Promise<LoadCounts> {
    const request: ToLoad = { type: "counts" };
    return requestReply<FromLoad>(this.#child, request, "the load");
  }

  async finish(): Promise<LoadResult> {
    const counts = await this.counts();
    this.close();
    return { ...counts, movers: undefined };
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #send(message: ToLoad): void {
    this.#child.send(message);
  }
}

/** The swarm, for Doubloon itself. */
export class SwarmSide implements LoadSide {
  readonly #worker: RemoteWorker;

  constructor(plan: PlayersPlan) {
    this.#worker = new RemoteWorker(plan);
    this.#worker.start();
  }

  async open(): Promise<number> {
    return this.#worker.status?.playing ?? 0;
  }

  clear(): void {
    this.#worker.measure();
  }

  async finish(): Promise<LoadResult> {
    const { playing, run, window, latencies, lastError, cpuSeconds } = await this.#worker.finish();
    return {
      open: playing,
      lost: run.disconnects,
      frames: window.frames,
      bytes: window.frameBytes + window.otherBytes,
      latencies,
      lastError,
      cpuSeconds,
      movers: { records: window.moverRecords, bytes: window.moverBytes },
    };
  }
}
