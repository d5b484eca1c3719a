// A file of Tiled's, JSON or XML, as one kind of plain object: the shape of Tiled's JSON. Refuses files that are too
// large, unreadable or no well-formed document; what stands in them is checked by those who read the fields.
import { readFile, stat } from "node:fs/promises";
import { MapError } from "../mapError.ts";
import { parseXml } from "./xmlToJson.ts";

const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Reads a file; `role` says in an error message what it was to be, such as "a Tiled map". */
export async function readBytes(path: string, role: string, maxBytes = MAX_FILE_BYTES): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes)
      throw new MapError(`${path}: ${size} bytes, expected ${role} of at most ${maxBytes}`);
    return await readFile(path);
  } catch (error) {
    if (error instanceof MapError) throw error;
    throw new MapError(
      `${path}: cannot be read (${(error as NodeJS.ErrnoException).code}), expected ${role}`,
    );
  }
}

/**
 * Reads a document whose root element is `root` if it is XML.
 * @throws MapError
 */
export async function readDocument(path: string, root: "map" | "tileset", role: string): Promise<unknown> {
  const text = (await readBytes(path, role)).toString("utf8").replace(/^\uFEFF/, "");
  if (text.trimStart().startsWith("<")) return parseXml(text, root, path);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, " ");
    throw new MapError(`${path}: no valid JSON (${reason}), expected ${role}`);
  }
}
