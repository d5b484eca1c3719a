// The set of all published records in a few bytes, for the manifest that covers them. It reads no records.
import { MAC_BYTES } from "../clusterKey.ts";

/**
 * The MACs of all records and their sum, which changes with each record and costs the same however many there are: the public
 * log grows for ever. The sum is an exclusive or of keyed MACs, each of which binds its record's key, and is only used below
 * another MAC (MSet-XOR-Hash of Clarke et al., 2003).
 */
export class RecordSet {
  readonly macs = new Map<string, Buffer>();
  readonly sum: Buffer = Buffer.alloc(MAC_BYTES);

  get count(): number {
    return this.macs.size;
  }

  put(key: string, mac: Buffer): void {
    this.drop(key);
    this.macs.set(key, mac);
    this.#add(mac);
  }

  drop(key: string): void {
    const mac = this.macs.get(key);
    if (mac === undefined) return;
    this.macs.delete(key);
    this.#add(mac);
  }

  #add(mac: Buffer): void {
    for (let i = 0; i < MAC_BYTES; i++) this.sum[i] ^= mac[i];
  }
}
