// The console's messages about processes: writes the list to the store, sends orders, and fetches recordings part by part.
// Nothing is queued: without a connection, the answer says so.
import type { AdminClientEvents, AdminServerEvents } from "@doubloon/shared/protocol/admin";
import type { ProcessOrder, ProcessOutcome } from "@doubloon/shared/protocol/adminProcesses";
import type { Socket } from "socket.io-client";
import { forgetProcesses, processStore } from "../processes/processStore.ts";

/** How long an answer may take, in ms: longer than the server waits for its processes. */
const ANSWER_MS = 12_000;
/** How often a part is asked for: the link drops messages while it does not keep up. */
const PART_TRIES = 3;
const UNREACHABLE = "The server cannot be reached.";

export type FetchedRecording =
  | { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly text: string };

export interface ProcessCalls {
  order(process: string, order: ProcessOrder): Promise<ProcessOutcome>;
  /** The file of a recording, compressed with gzip. */
  fetchRecording(process: string, recording: string): Promise<FetchedRecording>;
}

type AdminSocket = Socket<AdminServerEvents, AdminClientEvents>;

/** Attaches the processes to the console's connection. `stop` ends that. */
export function openProcessFeed(socket: AdminSocket): ProcessCalls & { stop(): void } {
  socket.on("processes", (processes) => processStore.setState({ processes }));
  const timed = socket.timeout(ANSWER_MS);

  async function fetchPart(process: string, recording: string, part: number) {
    for (let tries = 1; ; tries++) {
      try {
        return await timed.emitWithAck("recordingPart", process, recording, part);
      } catch {
        if (tries === PART_TRIES || !socket.connected)
          return { ok: false, text: "The server did not send the recording." } as const;
      }
    }
  }

  return {
    async order(process, order) {
      if (!socket.connected) return { ok: false, text: UNREACHABLE };
      try {
        return await timed.emitWithAck("processOrder", process, order);
      } catch {
        return {
          ok: false,
          text: "The server did not answer, so the order may or may not have been carried out.",
        };
      }
    },
    async fetchRecording(process, recording) {
      if (!socket.connected) return { ok: false, text: UNREACHABLE };
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      for (let part = 0, parts = 1; part < parts; part++) {
        const answer = await fetchPart(process, recording, part);
        if (!answer.ok) return answer;
        pieces.push(Uint8Array.from(atob(answer.base64), (letter) => letter.charCodeAt(0)));
        parts = answer.parts;
      }
      return { ok: true, bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()) };
    },
    stop: forgetProcesses,
  };
}
