// The public log of hunts as the world keeps it: entries linked by hashes, written with the save that contains the facts they
// tell of, and told to gateways once that is on disk. It decides nothing; secrets are in it only when they are public.
import {
  emptyLog,
  headAfter,
  type LogBody,
  type LogEntry,
  type LogHead,
  nextEntry,
} from "@doubloon/shared/fair/log";
import type { LedgerRecord } from "../../../ledger/port.ts";
import { EntryFile, type EntryFileOptions } from "../../../lib/entryFile.ts";
import type { GatewayId, WorldLink } from "../../../link/port.ts";
import { eachRecord, type HuntRecords, recordKey } from "./huntRecords.ts";

/** The kind of its records. */
export const ENTRY_KIND = "entry";
/** Entries that are written to the file at once when a saved log is read. */
const ENTRIES_PER_WRITE = 1_000;
/** Bytes of the entries in one message to a gateway, well below what a message may have. */
const MAX_MESSAGE_BYTES = 32_768;
/**
 * Messages to a gateway that is new here, in one step: 2.6 MB a second. The whole log at once would hold up the step, and a log of
 * a month would end the link session, which ends when so much waits to be sent.
 */
const MESSAGES_PER_STEP = 4;

export class PublicLog {
  readonly #records: HuntRecords;
  readonly #link: Pick<WorldLink, "gateway" | "congested">;
  #head: LogHead = emptyLog;
  /** Texts of the entries; those from `#durable` on are not saved yet. */
  readonly #texts: EntryFile;
  #durable = 0;
  /** How many entries each gateway has been sent. */
  readonly #sent = new Map<GatewayId, number>();
  /** When each cache was found, by hunt; only of hunts that are sealed and not over. */
  readonly #foundAtMs = new Map<number, Map<number, number>>();
  #lastHunt = 0;

  /** @param where the entries are kept to be sent to gateways: the log grows for as long as there are hunts */
  constructor(
    records: HuntRecords,
    link: Pick<WorldLink, "gateway" | "congested">,
    where: EntryFileOptions = {},
  ) {
    this.#records = records;
    this.#link = link;
    this.#texts = new EntryFile(where);
  }

  /** Takes the entries that the ledger has. */
  load(saved: readonly LedgerRecord[]): void {
    let texts: string[] = [];
    for (const entry of eachRecord(saved, ENTRY_KIND)) {
      texts.push(this.#continue(entry as LogEntry));
      if (texts.length < ENTRIES_PER_WRITE) continue;
      this.#texts.add(texts);
      texts = [];
    }
    this.#texts.add(texts);
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

  /** When a cache was found, in Unix ms; undefined if it was not, or the hunt is over. */
  foundAtMs(hunt: number, cache: number): number | undefined {
    return this.#foundAtMs.get(hunt)?.get(cache);
  }

  /** A gateway is new here: it is sent the log from its first entry, the rest of a long one in the next steps. */
  meet(gateway: GatewayId): void {
    this.#sent.set(gateway, 0);
    this.#sendSome(gateway, 0);
  }

  gone(gateway: GatewayId): void {
    this.#sent.delete(gateway);
  }

  /** Sends more to gateways that do not have the whole log yet. Call it once a step. */
  endStep(): void {
    for (const [gateway, sent] of this.#sent) if (sent < this.#durable) this.#sendSome(gateway, sent);
  }

  /** Takes note of an entry that continues the log. Returns its text. */
  #continue(entry: LogEntry): string {
    this.#head = headAfter(entry);
    const { body } = entry;
    switch (body.type) {
      case "announced":
        this.#lastHunt = body.hunt;
        break;
      case "sealed":
        this.#foundAtMs.set(body.hunt, new Map());
        break;
      case "found":
        this.#foundAtMs.get(body.hunt)?.set(body.leaf.index, body.atMs);
        break;
      default:
        this.#foundAtMs.delete(body.hunt);
    }
    return JSON.stringify(entry);
  }

  /** An entry is on disk: gateways that have all before it get it at once. */
  #onDurable(index: number): void {
    const before = this.#durable;
    this.#durable = Math.max(before, index + 1);
    for (const [gateway, sent] of this.#sent) if (sent === before) this.#sendSome(gateway, sent);
  }

  #sendSome(id: GatewayId, from: number): void {
    if (this.#link.congested(id)) return;
    const gateway = this.#link.gateway(id);
    let next = from;
    let messages = 0;
    for (const entries of this.#texts.groups(from, this.#durable, MAX_MESSAGE_BYTES)) {
      gateway.fairEntries(next, entries);
      next += entries.length;
      if (++messages === MESSAGES_PER_STEP) break;
    }
    this.#sent.set(id, next);
  }
}
