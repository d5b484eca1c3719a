// Parses a Tiled file, JSON or XML, into one form: the shape of Tiled's JSON. It rejects documents that are not well
// formed and leaves the values to the readers of the fields.
import { MapError } from "../mapError.ts";
import { type DocumentRoot, parseXml } from "./xmlToJson.ts";

/**
 * Parses a document. An XML document must have the root element `root`. `path` and `role` are for error messages.
 * @throws MapError
 */
export function parseDocument(bytes: Buffer, path: string, root: DocumentRoot, role: string): unknown {
  const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  if (text.trimStart().startsWith("<")) return parseXml(text, root, path);
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = (error as Error).message.replace(/\s+/g, " ");
    throw new MapError(`${path}: invalid JSON (${reason}), expected ${role}`);
  }
}
