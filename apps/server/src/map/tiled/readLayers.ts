// Reads a map's layers and flattens groups: a layer inherits its group's visibility, opacity and properties. Object
// layers give spawn points, landmarks and areas; image layers are ignored.
import { MapError } from "../mapError.ts";
import { type CellData, readCells } from "./cells.ts";
import { Fields } from "./fields.ts";
import type { TiledLayer, TiledPatch } from "./model.ts";
import { type ObjectSink, readObjects } from "./objects/readObjects.ts";
import type { Templates } from "./objects/templates.ts";
import { type KnownProperties, readProperties } from "./properties.ts";

/** A map chunk has its number of layers in one byte. */
const MAX_LAYERS = 255;
const MAX_GROUP_DEPTH = 16;
const MAX_CHUNKS = 1 << 18;

/** The longest side of a layer or chunk. A whole map has at most 2^24 tiles. */
export const MAX_SIDE_TILES = 1 << 20;
const MAX_PATCH_CELLS = 1 << 24;
const MAX_OFFSET = 1 << 20;

interface Inherited {
  readonly path: string;
  readonly depth: number;
  readonly visible: boolean;
  readonly opacity: number;
  readonly properties: KnownProperties;
}

/** Limit for the cells of all layers together: 256 MiB of memory before they are copied onto the grid. */
export const MAX_CELLS = 1 << 26;

/** Collects the results of reading. */
export interface LayerSink extends ObjectSink {
  readonly layers: TiledLayer[];
  readonly notes: string[];
  /** Number of cells read so far. */
  cells: number;
}

/** The map that the layers belong to. */
export interface LayerSource {
  readonly file: string;
  /** In tiles; undefined for an infinite map. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly templates: Templates;
}

const TOP: Inherited = {
  path: "",
  depth: 0,
  visible: true,
  opacity: 1,
  properties: {
    blocked: undefined,
    terrain: undefined,
    above: undefined,
    spawn: undefined,
    riddle: undefined,
  },
};

/**
 * Reads the layers of `owner`, a map or a group, bottom to top.
 * @throws MapError
 */
export async function readLayers(
  owner: Fields,
  source: LayerSource,
  sink: LayerSink,
  inherited: Inherited = TOP,
): Promise<void> {
  const { file } = source;
  for (const entry of owner.list("layers", MAX_LAYERS)) {
    const unnamed = new Fields(entry, `${file}: layer`);
    const path = `${inherited.path}${unnamed.text("name", "")}`;
    const fields = unnamed.at(`${file}: layer ${JSON.stringify(path)}`);
    const properties = { ...inherited.properties, ...withoutUndefined(readProperties(fields)) };
    const type = fields.text("type");
    noteIgnored(fields, sink.notes);
    const here: Inherited = {
      path: `${path}/`,
      depth: inherited.depth + 1,
      visible: fields.flag("visible", true) && inherited.visible,
      opacity: Math.min(1, Math.max(0, fields.number("opacity", 1))) * inherited.opacity,
      properties,
    };
    if (here.depth > MAX_GROUP_DEPTH)
      throw new MapError(
        `${fields.where}: lies in ${here.depth - 1} groups, expected at most ${MAX_GROUP_DEPTH - 1}`,
      );
    if (type === "group") await readLayers(fields, source, sink, here);
    else if (type === "tilelayer") {
      if (sink.layers.length === MAX_LAYERS)
        throw new MapError(
          `${fields.where}: is tile layer ${MAX_LAYERS + 1}, expected at most ${MAX_LAYERS}`,
        );
      const patches = readPatches(fields, source.size, sink);
      sink.layers.push({ path, opacity: here.opacity, visible: here.visible, properties, patches });
    } else if (type === "objectgroup") await readObjects(fields, properties, source.templates, sink);
    else if (type === "imagelayer") sink.notes.push(`${fields.where}: image layers are ignored`);
    else fields.fail("type", "tilelayer, objectgroup, imagelayer or group");
  }
}

function withoutUndefined(properties: KnownProperties): Partial<KnownProperties> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

function noteIgnored(fields: Fields, notes: string[]): void {
  if (fields.number("offsetx", 0) !== 0 || fields.number("offsety", 0) !== 0)
    notes.push(`${fields.where}: its offset in pixels is ignored`);
  if (fields.number("parallaxx", 1) !== 1 || fields.number("parallaxy", 1) !== 1)
    notes.push(`${fields.where}: its parallax factor is ignored`);
  if (fields.has("tintcolor")) notes.push(`${fields.where}: its tint is ignored`);
}

function readPatches(layer: Fields, size: LayerSource["size"], sink: LayerSink): TiledPatch[] {
  const format = { encoding: layer.text("encoding", ""), compression: layer.text("compression", "") };
  if (size === undefined) {
    return layer.list("chunks", MAX_CHUNKS).map((entry) => {
      const chunk = new Fields(entry, `${layer.where}: chunk`);
      const column = chunk.int("x", -MAX_OFFSET, MAX_OFFSET);
      const row = chunk.int("y", -MAX_OFFSET, MAX_OFFSET);
      return readPatch(
        chunk.at(`${layer.where}: chunk at column ${column}, row ${row}`),
        format,
        column,
        row,
        sink,
      );
    });
  }
  for (const [side, expected] of [
    ["width", size.width],
    ["height", size.height],
  ] as const) {
    if (layer.int(side, 1, MAX_SIDE_TILES) !== expected) layer.fail(side, `${expected}, like the map's`);
  }
  for (const offset of ["x", "y"]) {
    if (layer.int(offset, -MAX_OFFSET, MAX_OFFSET, 0) !== 0) layer.fail(offset, "0");
  }
  return [readPatch(layer, format, 0, 0, sink)];
}

function readPatch(
  fields: Fields,
  format: Omit<CellData, "content">,
  column: number,
  row: number,
  sink: LayerSink,
): TiledPatch {
  const width = fields.int("width", 1, MAX_SIDE_TILES);
  const height = fields.int("height", 1, MAX_SIDE_TILES);
  if (width * height > MAX_PATCH_CELLS)
    throw new MapError(`${fields.where}: ${width} x ${height} cells, expected at most ${MAX_PATCH_CELLS}`);
  // Checked before decompression: a few compressed megabytes can hold many layers of the largest size.
  sink.cells += width * height;
  if (sink.cells > MAX_CELLS)
    throw new MapError(
      `${fields.where}: the layers up to this one have ${sink.cells} cells, expected at most ${MAX_CELLS}`,
    );
  if (!fields.has("data")) fields.fail("data", "the layer's cells");
  const area = { column, row, width, height };
  return { ...area, gids: readCells({ ...format, content: fields.raw("data") }, area, fields.where) };
}
