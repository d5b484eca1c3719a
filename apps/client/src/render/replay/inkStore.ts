// Keeps the record of the last hunt in the browser's storage, so that the results page can replay it. One hunt only.
import type { InkRecord } from "./inkRecorder.ts";

const KEY = "doubloon.ink";

/** The two methods of Storage that are used. */
export interface InkStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

export function saveInk(storage: InkStorage | undefined, record: InkRecord): void {
  try {
    storage?.setItem(KEY, JSON.stringify(record));
  } catch {
    // The storage is full or forbidden: the replay is then only there until the page is left.
  }
}

/** The record of this hunt; undefined if another one or none is kept. */
export function loadInk(storage: InkStorage | undefined, hunt: number): InkRecord | undefined {
  try {
    const record = JSON.parse(storage?.getItem(KEY) ?? "null") as InkRecord | null;
    return record?.hunt === hunt && isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

function isRecord({ zone, own, others, finds, lengthMs }: Partial<InkRecord>): boolean {
  return (
    typeof zone?.width === "number" &&
    Array.isArray(own?.t) &&
    Array.isArray(others) &&
    Array.isArray(finds) &&
    typeof lengthMs === "number"
  );
}
