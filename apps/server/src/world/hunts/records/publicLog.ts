// The public log of hunts as the world keeps it: entries linked by hashes, written with the save that contains the facts they
// tell of, and told to gateways once that is on disk. It decides nothing; secrets are in it only when they are public.
import {
  type AnnouncedBody,
  emptyLog,
  headAfter,
  type LogBody,
  type LogEntry,
  type LogHead,
  nextEntry,
} from "@doubloon/shared/fair/log";
import type { LedgerRecord } from "../../../ledger/port.ts";
import { EntryFile, type EntryFileOptions } from "../../../lib/entryFile.ts";
import type { GatewayPort } from "../../../link/port.ts";
import { type HuntRecords, recordKey, recordsOf } from "./huntRecords.ts";

/** The kind of its records. */
export const ENTRY_KIND = "entry";
/** Bytes of the entries in one message to a gateway, well below what a message may have. */
const MAX_MESSAGE_BYTES = 32_768;

export class PublicLog {
  readonly #records: HuntRecords;
  readonly #gateways: () => Iterable<GatewayPort>;
  #head: LogHead = emptyLog;
  /** Texts of the entries; those from `#durable` on are not saved yet. */
  readonly #texts: EntryFile;
  #durable = 0;
  /** When each cache was found, by hunt; only of hunts that were sealed and are not closed. */
  readonly #foundAtMs = new Map<number, Map<number, number>>();
  /** The hash over the announcements: the last number. */
  #lastHunt = 0;

  /** @param where the entries are kept to be sent to gateways: the log grows for as long as there are hunts */
  constructor(records: HuntRecords, gateways: () => Iterable<GatewayPort>, where: EntryFileOptions = {}) {
    this.#records = records;
    this.#texts = new EntryFile(where);
    this.#gateways = gateways;
  }

  /** Takes the entries that the ledger has. */
  load(saved: readonly LedgerRecord[]): void {
    this.#texts.add((recordsOf(saved, ENTRY_KIND) as LogEntry[]).map((entry) => this.#continue(entry)));
    this.#durable = this.#texts.length;
  }

  /** The number of the last hunt announced in it; 0 for none. */
  get lastHunt(): number {
    return this.#lastHunt;
  }

  /** Entries that are on disk. */
  get length(): number {
    return this.#durable;
  }

  /** Adds an entry, to be saved with the current step. */
  add(body: LogBody): void {
    const entry = nextEntry(this.#head, body);
    const text = this.#continue(entry);
    this.#texts.add([text]);
    this.#records.put(recordKey(ENTRY_KIND, entry.index), text, () => this.#onDurable(entry.index));
  }

  /** When a cache was found, in Unix ms; undefined if it was not, or the hunt is closed. */
  foundAtMs(hunt: number, cache: number): number | undefined {
    return this.#foundAtMs.get(hunt)?.get(cache);
  }

  /** Sends a gateway that is new here the log so far. */
  sendTo(gateway: GatewayPort): void {
    this.#send([gateway], 0, this.#durable);
  }

  /** Takes note of an entry that continues the log. Returns its text. */
  #continue(entry: LogEntry): string {
    this.#head = headAfter(entry);
    const { body } = entry;
    if (body.type === "announced") this.#lastHunt = (body satisfies AnnouncedBody).hunt;
    if (body.type === "sealed") this.#foundAtMs.set(body.hunt, new Map());
    if (body.type === "found") this.#foundAtMs.get(body.hunt)?.set(body.leaf.index, body.atMs);
    return JSON.stringify(entry);
  }

  /** Forgets what was kept of a hunt whose results are saved. */
  close(hunt: number): void {
    this.#foundAtMs.delete(hunt);
  }

  #onDurable(index: number): void {
    const from = this.#durable;
    this.#durable = Math.max(from, index + 1);
    this.#send(this.#gateways(), from, this.#durable);
  }

  #send(gateways: Iterable<GatewayPort>, from: number, to: number): void {
    const ports = [...gateways];
    let first = from;
    for (const entries of this.#texts.groups(from, to, MAX_MESSAGE_BYTES)) {
      for (const gateway of ports) gateway.fairEntries(first, entries);
      first += entries.length;
    }
  }
}
