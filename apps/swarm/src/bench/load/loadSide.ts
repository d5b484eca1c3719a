// The load as the bench sees it: the same few questions to the peers' load process and to Doubloon's own swarm.
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { LatencySummary } from "../../load/latencies.ts";
import type { PlayersPlan } from "../../load/players.ts";
import { RemoteWorker } from "../../load/workers/remoteWorker.ts";
import { ask } from "../../lib/requestReply.ts";
import type { FromLoad, LoadCounts, ToLoad } from "./loadMessages.ts";
import type { PeerLoadPlan } from "./peerLoad.ts";

const PROGRAM = fileURLToPath(new URL("./loadProcess.ts", import.meta.url));

export interface LoadResult {
  readonly open: number;
  readonly lost: number;
  readonly frames: number;
  readonly bytes: number;
  readonly latencies: LatencySummary;
  readonly trouble: string;
  /** CPU time of the load in the window. */
  readonly cpuSeconds: number;
  /** Movers that the frames spoke of and the bytes that said so, where the load can tell. */
  readonly movers: { readonly records: number; readonly bytes: number } | undefined;
}

export interface LoadSide {
  /** Clients that are in by now. */
  open(): Promise<number>;
  /** Begins the window. */
  clear(): void;
  /** Ends the window and the load. */
  finish(): Promise<LoadResult>;
}

/** The load for a peer. */
export class PeerLoadSide implements LoadSide {
  readonly #child: ChildProcess;

  constructor(plan: PeerLoadPlan) {
    this.#child = fork(PROGRAM, [], { serialization: "advanced" });
    this.#tell({ type: "start", plan });
  }

  async open(): Promise<number> {
    return (await this.counts()).open;
  }

  clear(): void {
    this.#tell({ type: "clear" });
  }

  async counts(): Promise<LoadCounts> {
    const question: ToLoad = { type: "counts" };
    return ask<FromLoad>(this.#child, question, "the load");
  }

  async finish(): Promise<LoadResult> {
    const counts = await this.counts();
    this.close();
    return { ...counts, movers: undefined };
  }

  close(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #tell(message: ToLoad): void {
    this.#child.send(message);
  }
}

/** The swarm, for Doubloon itself. */
export class SwarmSide implements LoadSide {
  readonly #squad: RemoteWorker;

  constructor(plan: PlayersPlan) {
    this.#squad = new RemoteWorker(plan);
    this.#squad.start();
  }

  async open(): Promise<number> {
    return this.#squad.glance?.playing ?? 0;
  }

  clear(): void {
    this.#squad.measure();
  }

  async finish(): Promise<LoadResult> {
    const { playing, run, window, latencies, lastTrouble, cpuSeconds } = await this.#squad.harvest();
    return {
      open: playing,
      lost: run.disconnects,
      frames: window.frames,
      bytes: window.frameBytes + window.otherBytes,
      latencies,
      trouble: lastTrouble,
      cpuSeconds,
      movers: { records: window.moverRecords, bytes: window.moverBytes },
    };
  }
}
