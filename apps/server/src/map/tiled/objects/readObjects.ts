// Reads the objects of an object layer: spawn points, landmarks and areas. All other objects are ignored.
import { Fields, shown } from "../fields.ts";
import type { TiledPlace, TiledSpawn } from "../model.ts";
import { type KnownProperties, readProperties } from "../properties.ts";
import type { Templates } from "./templates.ts";

const MAX_OBJECTS = 1 << 16;
const MAX_CLASS_CHARS = 64;
/** The longest name of a landmark or an area. */
const MAX_NAME_CHARS = 48;
/** Fields that make an object something else than a rectangle. */
const OTHER_SHAPES = ["point", "ellipse", "polygon", "polyline", "text", "capsule"];

/** Collects what the objects are. */
export interface ObjectSink {
  readonly spawns: TiledSpawn[];
  readonly landmarks: TiledPlace[];
  readonly areas: TiledPlace[];
}

/**
 * Reads an object layer.
 * @param properties those of the layer, with the ones of its groups
 * @throws MapError
 */
export async function readObjects(
  layer: Fields,
  properties: KnownProperties,
  templates: Templates,
  sink: ObjectSink,
): Promise<void> {
  const layerSpawns = properties.spawn ?? isCalled(layer, SPAWNS);
  const inLandmarks = isCalled(layer, LANDMARKS);
  const inAreas = isCalled(layer, AREAS);
  for (const entry of layer.list("objects", MAX_OBJECTS)) {
    const object = new Fields(entry, `${layer.where}: object`);
    const id = object.raw("id");
    const where = `${layer.where}: object ${id === undefined ? "" : shown(id)}`.trimEnd();
    const fields = await templates.resolve(object.at(where));
    const own = readProperties(fields);
    if (own.spawn === true) sink.spawns.push(spawnOf(fields));
    else if (inAreas || hasClass(fields, AREAS)) sink.areas.push(placeOf(fields, own));
    else if (inLandmarks || hasClass(fields, LANDMARKS)) sink.landmarks.push(placeOf(fields, own));
    else if (own.spawn ?? (layerSpawns || isCalled(fields, SPAWNS))) sink.spawns.push(spawnOf(fields));
  }
}

const SPAWNS = /^spawns?$/i;
const LANDMARKS = /^landmarks?$/i;
const AREAS = /^areas?$/i;

/** Whether a layer or object has one of the words as its name or class. */
function isCalled(fields: Fields, words: RegExp): boolean {
  const name = fields.raw("name");
  return (typeof name === "string" && words.test(name)) || hasClass(fields, words);
}

function hasClass(fields: Fields, words: RegExp): boolean {
  return ["class", "type"].some((key) => {
    const value = fields.raw(key);
    return typeof value === "string" && words.test(value);
  });
}

function spawnOf(fields: Fields): TiledSpawn {
  const { x, y, width, height } = boxOf(fields);
  return { where: fields.where, x: x + width / 2, y: y + height / 2 };
}

function placeOf(fields: Fields, { riddle }: KnownProperties): TiledPlace {
  return {
    where: fields.where,
    name: fields.line("name", MAX_NAME_CHARS),
    class: classOf(fields),
    riddle,
    ...boxOf(fields),
    isRectangle: OTHER_SHAPES.every((shape) => (fields.raw(shape) ?? false) === false),
  };
}

/** The class of an object; Tiled 1.8 and 1.10 call it type, 1.9 class. */
function classOf(fields: Fields): string {
  const type = fields.text("type", "");
  const name = type === "" ? fields.text("class", "") : type;
  return name.slice(0, MAX_CLASS_CHARS);
}

function boxOf(fields: Fields) {
  const width = fields.number("width", 0);
  const height = fields.number("height", 0);
  // Tiled positions tile objects by their lower left corner and all others by their upper left corner.
  return { x: fields.number("x"), y: fields.number("y") - (fields.has("gid") ? height : 0), width, height };
}
