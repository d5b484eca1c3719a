// A file of Tiled's, JSON or XML, as one kind of plain object: the shape of Tiled's JSON. Refuses what is no
// well-formed document; the values in it are checked by those who read the fields.
import { MapError } from "../mapError.ts";
import { type DocumentRoot, parseXml } from "./xmlToJson.ts";

/**
 * Parses a document whose root element is `root` if it is XML. `path` and `role` are for error messages.
 * @throws MapError
 */
export function parseDocument(bytes: Buffer, path: string, root: DocumentRoot, role: string): unknown {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trimStart().startsWith("<")) return parseXml(text, root, path);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, " ");
    throw new MapError(`${path}: no valid JSON (${reason}), expected ${role}`);
  }
}
