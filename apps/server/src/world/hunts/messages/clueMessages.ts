// Makes the messages of clues, which the engine gives by place: a piece of the drawn map, or a riddle on its landmarks. A
// clue is made once for all who hunt the same cache. Places come in here and do not leave.
import type { ClueFact } from "@doubloon/engine/facts";
import type { Clue } from "@doubloon/shared/protocol/huntEvents";
import { type ChunkSource, cutPiece } from "./pieces.ts";

/** Made clues that are kept; far more than two running hunts need. */
const MAX_KEPT = 4_096;

/** The lines of a riddle on a tile; undefined if the map has no landmarks for one. */
export type MakeRiddle = (
  tileX: number,
  tileY: number,
  hunt: number,
  cache: number,
) => readonly string[] | undefined;

export interface ClueMessagesOptions {
  readonly chunkOf: ChunkSource;
  readonly riddleOf: MakeRiddle;
  /** A clue could not be made; the hunt goes on without it. `why` has no place in it. */
  readonly onProblem: (why: string) => void;
  /** Whether a hunt's pieces are turned. */
  readonly isTurned: (hunt: number) => boolean;
}

/** A clue without the thread, which differs from player to player. */
type ThreadlessClue = Omit<Clue, "thread">;

interface Made {
  readonly clue: ThreadlessClue;
  readonly bytes: number;
}

export class ClueMessages {
  readonly #options: ClueMessagesOptions;
  readonly #kept = new Map<string, Made | undefined>();
  /** Bytes of JSON of all clues told, without their threads. */
  bytes = 0;

  constructor(options: ClueMessagesOptions) {
    this.#options = options;
  }

  /** The message for a clue; undefined if there is nothing to tell. */
  messageOf(fact: ClueFact): Clue | undefined {
    // A hint is rarely the same for two caches, and cheap.
    const made = fact.kind === "hint" ? measured(this.#make(fact)) : this.#keep(fact);
    if (made === undefined) return undefined;
    this.bytes += made.bytes;
    return { ...made.clue, thread: fact.thread } as Clue;
  }

  /** Forgets the clues of a hunt that is over. */
  forget(hunt: number): void {
    for (const key of this.#kept.keys()) if (key.startsWith(`${hunt} `)) this.#kept.delete(key);
  }

  #keep(fact: ClueFact): Made | undefined {
    const key = `${fact.hunt} ${fact.cache} ${fact.kind}`;
    if (!this.#kept.has(key)) {
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      this.#kept.set(key, measured(this.#make(fact)));
    }
    return this.#kept.get(key);
  }

  #make(fact: ClueFact): ThreadlessClue | undefined {
    try {
      return this.#makeOrThrow(fact);
    } catch (error) {
      const name = error instanceof Error ? error.name : "an error";
      this.#options.onProblem(`a ${fact.kind} of hunt ${fact.hunt} could not be made: ${name}`);
      return undefined;
    }
  }

  #makeOrThrow(fact: ClueFact): ThreadlessClue | undefined {
    const { chunkOf, riddleOf, isTurned } = this.#options;
    const head = { hunt: fact.hunt, wave: fact.wave };
    switch (fact.kind) {
      case "piece": {
        const layers = cutPiece(chunkOf, fact.pieceX, fact.pieceY, fact.turns);
        return { ...head, kind: "piece", turned: isTurned(fact.hunt), layers } as ThreadlessClue;
      }
      case "riddle": {
        const lines = riddleOf(fact.tileX, fact.tileY, fact.hunt, fact.cache);
        return lines === undefined ? undefined : ({ ...head, kind: "riddle", lines } as ThreadlessClue);
      }
      case "hint":
        return { ...head, kind: "hint", area: fact.area } as ThreadlessClue;
    }
  }
}

function measured(clue: ThreadlessClue | undefined): Made | undefined {
  return clue === undefined ? undefined : { clue, bytes: JSON.stringify(clue).length };
}
