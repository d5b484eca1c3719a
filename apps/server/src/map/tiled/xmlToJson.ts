// Converts Tiled's XML (.tmx, .tsx, .tx) to the shape of Tiled's JSON, so that one reader serves both. Attributes stay
// text. The document type of old versions of Tiled is skipped and never fetched; one with declarations is rejected.
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { MapError } from "../mapError.ts";

/** An element from the parser, in document order: the children under its tag, the attributes under ":@". */
type Node = Readonly<Record<string, unknown>>;
interface Shape {
  [name: string]: unknown;
  type?: unknown;
  value?: unknown;
  properties?: unknown;
  tilesets?: unknown;
  layers?: unknown;
  objects?: unknown;
  object?: unknown;
  encoding?: unknown;
  compression?: unknown;
  chunks?: unknown;
  data?: unknown;
  gid?: unknown;
  tiles?: unknown;
  tileoffset?: unknown;
  image?: unknown;
  imagewidth?: unknown;
  imageheight?: unknown;
  transparentcolor?: unknown;
}

const layerTypes: Readonly<Record<string, string>> = {
  layer: "tilelayer",
  objectgroup: "objectgroup",
  imagelayer: "imagelayer",
  group: "group",
};
const objectShapes = ["point", "ellipse", "polygon", "polyline", "text", "capsule"];

export type DocumentRoot = "map" | "tileset" | "template";

/** A document type without declarations, as in `<!DOCTYPE map SYSTEM "http://mapeditor.org/dtd/1.0/map.dtd">`. */
const PLAIN_DOCTYPE = /<!DOCTYPE\s+\w+(?:\s+(?:SYSTEM|PUBLIC))?(?:\s+(?:"[^"<>]*"|'[^'<>]*')){0,2}\s*>/;

/**
 * Parses a document with the root element `root`.
 * @throws MapError for XML that is not well formed, has another root or has declarations
 */
export function parseXml(given: string, root: DocumentRoot, file: string): unknown {
  // Line breaks are kept, so that errors name the right line.
  const text = given.replace(PLAIN_DOCTYPE, (type) => type.replace(/[^\n]/g, ""));
  if (/<!DOCTYPE/i.test(text)) {
    throw new MapError(`${file}: has a document type with declarations, expected a plain Tiled ${root}`);
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    const { msg, line, col } = valid.err;
    throw new MapError(
      `${file}: line ${line}, column ${col ?? 1}: ${msg.replace(/\s+/g, " ")} Expected valid XML`,
    );
  }
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "",
    parseTagValue: false,
    parseAttributeValue: false,
  });
  const nodes = parser.parse(text) as readonly Node[];
  const node = nodes.find((each) => tagOf(each) === root);
  if (node === undefined) throw new MapError(`${file}: no <${root}> element, expected a Tiled ${root}`);
  if (root === "template") return templateOf(node);
  return root === "map" ? mapOf(node) : tilesetOf(node);
}

function templateOf(node: Node): Shape {
  const object = child(node, "object");
  return object === undefined ? {} : { object: objectOf(object) };
}

function tagOf(node: Node): string {
  for (const key in node) if (key !== ":@") return key;
  return "";
}

function childrenOf(node: Node): readonly Node[] {
  const children = node[tagOf(node)];
  return Array.isArray(children) ? (children as readonly Node[]) : [];
}

function attributesOf(node: Node): Shape {
  return { ...(node[":@"] as Shape | undefined) };
}

function textOf(node: Node): string {
  return childrenOf(node)
    .map((child) => child["#text"])
    .filter((text) => typeof text === "string")
    .join("");
}

function child(node: Node, tag: string): Node | undefined {
  return childrenOf(node).find((each) => tagOf(each) === tag);
}

function childrenOfTag(node: Node, tag: string): readonly Node[] {
  return childrenOf(node).filter((each) => tagOf(each) === tag);
}

/** Returns an element's attributes and custom properties. */
function withProperties(node: Node): Shape {
  const shape = attributesOf(node);
  const properties = child(node, "properties");
  if (properties !== undefined) {
    shape.properties = childrenOfTag(properties, "property").map((property) => {
      const entry = attributesOf(property);
      // Multi-line text is in the element's content.
      return entry.value === undefined && entry.type === undefined
        ? { ...entry, value: textOf(property) }
        : entry;
    });
  }
  return shape;
}

function mapOf(node: Node): Shape {
  const shape = withProperties(node);
  shape.tilesets = childrenOfTag(node, "tileset").map(tilesetOf);
  shape.layers = layersOf(node);
  return shape;
}

function layersOf(node: Node): Shape[] {
  return childrenOf(node)
    .filter((each) => layerTypes[tagOf(each)] !== undefined)
    .map((each) => layerOf(each));
}

function layerOf(node: Node): Shape {
  const tag = tagOf(node);
  const shape = withProperties(node);
  shape.type = layerTypes[tag];
  if (tag === "group") shape.layers = layersOf(node);
  if (tag === "objectgroup") shape.objects = childrenOfTag(node, "object").map(objectOf);
  const data = tag === "layer" ? child(node, "data") : undefined;
  if (data !== undefined) {
    const { encoding, compression } = attributesOf(data);
    shape.encoding = encoding;
    shape.compression = compression;
    const chunks = childrenOfTag(data, "chunk");
    if (chunks.length > 0) {
      shape.chunks = chunks.map((chunk) => ({ ...attributesOf(chunk), data: cellsOf(chunk, encoding) }));
    } else {
      shape.data = cellsOf(data, encoding);
    }
  }
  return shape;
}

/** Returns encoded cells as text, and cells given as elements as numbers. */
function cellsOf(node: Node, encoding: unknown): unknown {
  if (encoding !== undefined) return textOf(node);
  return childrenOfTag(node, "tile").map((tile) => {
    const gid = (tile[":@"] as Shape | undefined)?.gid;
    return gid === undefined ? 0 : Number(gid);
  });
}

function objectOf(node: Node): Shape {
  const shape = withProperties(node);
  for (const key of objectShapes) if (child(node, key) !== undefined) shape[key] = true;
  return shape;
}

function tilesetOf(node: Node): Shape {
  const shape = withProperties(node);
  addImage(shape, node);
  shape.tiles = childrenOfTag(node, "tile").map((tile) => addImage(withProperties(tile), tile));
  const offset = child(node, "tileoffset");
  if (offset !== undefined) shape.tileoffset = attributesOf(offset);
  return shape;
}

function addImage(shape: Shape, node: Node): Shape {
  const image = child(node, "image");
  if (image !== undefined) {
    const { source, width, height, trans } = attributesOf(image);
    shape.image = source ?? "";
    shape.imagewidth = width;
    shape.imageheight = height;
    if (trans !== undefined) shape.transparentcolor = trans;
  }
  return shape;
}
