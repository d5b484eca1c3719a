// Reads logs and maps from a server or from files. It checks nothing but that they can be read.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChunkPlace } from "@doubloon/shared/fair/verify/chunkGround";
import type { MapDescription } from "@doubloon/shared/map";

/** Something could not be read. The message is one line. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

export interface MapSource {
  readonly description: Pick<MapDescription, "version" | "widthTiles" | "heightTiles">;
  chunk(place: ChunkPlace): Promise<Uint8Array>;
}

/** The URL in an argument; undefined if it names a file. */
export function urlOf(argument: string): URL | undefined {
  return /^https?:\/\//.test(argument) ? new URL(argument) : undefined;
}

async function fetched(url: URL): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch (error) {
    throw new SourceError(`${url}: ${(error as Error).message}`);
  }
  if (!response.ok) throw new SourceError(`${url} answered ${response.status}, expected 200`);
  return response;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new SourceError((error as Error).message);
  }
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SourceError(`${where} is not JSON: ${(error as Error).message}`);
  }
}

/** @throws SourceError if the file cannot be read or is not JSON */
export async function readFileAsJson(path: string): Promise<unknown> {
  return parsed(new TextDecoder().decode(await readBytes(path)), path);
}

/**
 * Reads a log whole.
 * @param argument a file, the URL of a log, or the URL of a server
 * @param known a file with the log as it was before: of a server only what follows is fetched
 * @throws SourceError if something cannot be read, or is a part of a log that does not follow what is known
 */
export async function readLogFrom(argument: string, known?: string): Promise<unknown> {
  const before = known === undefined ? [] : entriesOf(await readFileAsJson(known), known);
  const url = urlOf(argument);
  if (url === undefined) return joined(before, await readFileAsJson(argument), argument);
  const log = url.pathname.endsWith(".json") ? url : new URL("/fair/log.json", url);
  if (known !== undefined) log.searchParams.set("after", String(before.length));
  return joined(before, parsed(await (await fetched(log)).text(), String(log)), String(log));
}

/** A log of what is known and of what was read: the part that follows it, or the whole. */
function joined(known: readonly unknown[], read: unknown, where: string): unknown {
  const { after } = (read ?? {}) as { readonly after?: unknown };
  if (after === undefined) {
    if (known.length === 0) return read;
    // Whoever gives out the whole log must have what is known in it.
    return { ...(read as object), entries: [...known, ...entriesOf(read, where).slice(known.length)] };
  }
  if (after !== known.length) {
    throw new SourceError(
      `${where} is what follows ${String(after)} entries, expected --known FILE with these; it has ${known.length}`,
    );
  }
  const { after: _, ...whole } = read as { readonly after: unknown };
  return { ...whole, entries: [...known, ...entriesOf(read, where)] };
}

function entriesOf(log: unknown, where: string): readonly unknown[] {
  const { entries } = (log ?? {}) as { readonly entries?: unknown };
  if (!Array.isArray(entries)) throw new SourceError(`${where} has no entries, expected a log`);
  return entries;
}

/** @throws SourceError if the file cannot be written */
export async function writeLog(path: string, log: unknown): Promise<void> {
  try {
    await writeFile(path, JSON.stringify(log));
  } catch (error) {
    throw new SourceError((error as Error).message);
  }
}

/** @param argument a folder with `map.json` and `chunks/COLUMN/ROW`, or the URL of a `map.json` beside its chunks */
export async function openMap(argument: string | URL): Promise<MapSource> {
  const url = typeof argument === "string" ? urlOf(argument) : argument;
  if (url !== undefined) {
    return {
      description: described(await (await fetched(url)).text(), String(url)),
      chunk: async ({ column, row }) =>
        new Uint8Array(await (await fetched(new URL(`chunks/${column}/${row}`, url))).arrayBuffer()),
    };
  }
  const folder = String(argument);
  const file = join(folder, "map.json");
  return {
    description: described(new TextDecoder().decode(await readBytes(file)), file),
    chunk: ({ column, row }) => readBytes(join(folder, "chunks", String(column), String(row))),
  };
}

function described(text: string, where: string): MapSource["description"] {
  const { version, widthTiles, heightTiles } = (parsed(text, where) ?? {}) as Partial<MapDescription>;
  const isSide = (side: unknown): side is number => Number.isInteger(side) && (side as number) > 0;
  if (typeof version !== "string" || !isSide(widthTiles) || !isSide(heightTiles))
    throw new SourceError(`${where} has no version, widthTiles and heightTiles, expected a map.json`);
  return { version, widthTiles, heightTiles };
}
