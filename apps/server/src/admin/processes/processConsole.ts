// The part of the consoles' namespace that is about processes: sends the list, and passes on orders and requests of game
// masters who may operate the server. It knows no process itself.
import type {
  AdminProcess,
  AdminProcessClientEvents,
  AdminProcessServerEvents,
} from "@doubloon/shared/protocol/adminProcesses";
import { z } from "zod";
import { orderShape, type ProcessSources, partShape } from "./processSources.ts";

/** The part of a console's Socket.IO socket that is used here. */
export interface ProcessSocket {
  on(event: keyof AdminProcessClientEvents, listener: (...args: unknown[]) => void): unknown;
  emit<Event extends keyof AdminProcessServerEvents>(
    event: Event,
    ...payload: Parameters<AdminProcessServerEvents[Event]>
  ): unknown;
  disconnect(close: true): unknown;
}

type Who = { readonly name: string } | { readonly refused: string };

/** What the namespace lends to the processes of one console. */
export interface ProcessConsoleParts {
  readonly sources: ProcessSources;
  /** Wraps a listener: an error in it disconnects this console only. */
  readonly guard: (
    kind: string,
    listener: (...args: readonly unknown[]) => unknown,
  ) => (...args: unknown[]) => void;
  /** The game master, who must still be signed in. Counts an order; a part is bounded by being one at a time. */
  readonly gameMaster: (counted: boolean) => Promise<Who>;
  /** Whether the game master may operate the server. */
  readonly mayOperate: (name: string) => Promise<boolean>;
}

export interface ProcessConsole {
  /** Sends the list if it has changed. Called once a second. */
  update(): void;
}

export const OPERATING_REFUSED =
  "You may not operate the server. An operator grants the right with `npm run gamemaster -- operate NAME on`.";
const BUSY = "This console is fetching another part already.";

const idShape = z.string().min(1).max(128);

/** Adds the processes to one console's connection. */
export function attachProcesses(socket: ProcessSocket, parts: ProcessConsoleParts): ProcessConsole {
  const { sources, guard, gameMaster, mayOperate } = parts;
  let sent: string | undefined;
  let fetching = false;

  function update(): void {
    const processes: readonly AdminProcess[] = sources.processes();
    const text = JSON.stringify(processes);
    if (text !== sent) socket.emit("processes", processes);
    sent = text;
  }

  /** The name of a game master who may operate the server, or why not. */
  async function operator(counted: boolean): Promise<Who> {
    const who = await gameMaster(counted);
    if ("refused" in who || (await mayOperate(who.name))) return who;
    return { refused: OPERATING_REFUSED };
  }

  const order = async (...given: readonly unknown[]): Promise<void> => {
    const [process, asked, answer] = [
      idShape.safeParse(given[0]).data,
      orderShape.safeParse(given[1]).data,
      given[2],
    ];
    // Our console never sends an order of another form.
    if (process === undefined || asked === undefined || typeof answer !== "function")
      return void socket.disconnect(true);
    const who = await operator(true);
    answer(
      "refused" in who ? { ok: false, text: who.refused } : await sources.order(process, asked, who.name),
    );
    update();
  };

  const part = async (...given: readonly unknown[]): Promise<void> => {
    const [process, recording] = [idShape.safeParse(given[0]).data, idShape.safeParse(given[1]).data];
    const number = partShape.safeParse(given[2]).data;
    const answer = given[3];
    if (
      process === undefined ||
      recording === undefined ||
      number === undefined ||
      typeof answer !== "function"
    )
      return void socket.disconnect(true);
    if (fetching) return void answer({ ok: false, text: BUSY });
    fetching = true;
    try {
      const who = await operator(false);
      answer(
        "refused" in who ? { ok: false, text: who.refused } : await sources.part(process, recording, number),
      );
    } finally {
      fetching = false;
    }
  };

  socket.on("processOrder", guard("admin processOrder", order));
  socket.on("recordingPart", guard("admin recordingPart", part));
  update();
  return { update };
}
