// The definitions that hunts are announced by: those of the content, and those that game masters have saved, which take the
// place of content with the same id and are kept in the ledger.
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { checkDefinition } from "../../../content/hunts/loadHunts.ts";
import type { LedgerRecord } from "../../../ledger/port.ts";
import { type HuntRecords, recordsOf } from "./huntRecords.ts";

const KIND = "definition";
/** The most definitions that game masters may have saved. */
export const MAX_SAVED = 256;

/** A saved definition; `removed` if it was taken back, so that the content's counts again. */
interface SavedDefinition {
  readonly id: string;
  readonly definition?: HuntDefinition;
}

export class Definitions {
  readonly #records: HuntRecords;
  readonly #content: readonly HuntDefinition[];
  readonly #onProblem: (line: string) => void;
  readonly #saved = new Map<string, HuntDefinition>();
  #all: readonly HuntDefinition[];

  /** @param onProblem gets a line for each saved definition that is not used */
  constructor(records: HuntRecords, content: readonly HuntDefinition[], onProblem: (line: string) => void) {
    this.#records = records;
    this.#onProblem = onProblem;
    this.#content = content;
    this.#all = content;
  }

  /** Takes the definitions that the ledger has. One that this version does not accept stays in the ledger and has no effect. */
  load(saved: readonly LedgerRecord[]): void {
    for (const { id, definition } of recordsOf(saved, KIND) as SavedDefinition[]) {
      if (definition === undefined) continue;
      const { hunt, problems } = checkDefinition(definition);
      if (hunt === undefined)
        this.#onProblem(`the saved definition ${id} is not used: ${problems.join("; ")}`);
      else this.#saved.set(id, hunt);
    }
    this.#merge();
  }

  all(): readonly HuntDefinition[] {
    return this.#all;
  }

  find(id: string): HuntDefinition | undefined {
    return this.#all.find((definition) => definition.id === id);
  }

  /** Saves a definition, which the schedule takes at once. False, and nothing is saved, if there are too many. */
  save(definition: HuntDefinition): boolean {
    if (!this.#saved.has(definition.id) && this.#saved.size >= MAX_SAVED) return false;
    this.#saved.set(definition.id, definition);
    this.#write({ id: definition.id, definition });
    return true;
  }

  remove(id: string): void {
    this.#saved.delete(id);
    this.#write({ id });
  }

  #write(saved: SavedDefinition): void {
    this.#records.put(`${KIND}:${saved.id}`, JSON.stringify(saved));
    this.#merge();
  }

  #merge(): void {
    const kept = this.#content.filter(({ id }) => !this.#saved.has(id));
    this.#all = [...kept, ...this.#saved.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }
}
