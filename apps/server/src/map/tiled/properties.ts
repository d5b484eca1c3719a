// Custom properties of tiles, layers and objects. Unknown properties are ignored. A known property of the wrong type is
// an error, because a silently ignored "blocked" would be a hole in a wall.
import { Fields } from "./fields.ts";

export const MAX_PROPERTIES = 256;
const MAX_TERRAIN_CHARS = 64;
const MAX_RIDDLE_CHARS = 80;

/** The properties that Doubloon knows; undefined where not set. */
export interface KnownProperties {
  readonly blocked: boolean | undefined;
  readonly terrain: string | undefined;
  readonly above: boolean | undefined;
  readonly spawn: boolean | undefined;
  /** Of a landmark. */
  readonly riddle: string | undefined;
}

/** @throws MapError for a known property of the wrong type */
export function readProperties(owner: Fields): KnownProperties {
  const known: { -readonly [K in keyof KnownProperties]: KnownProperties[K] } = {
    blocked: undefined,
    terrain: undefined,
    above: undefined,
    spawn: undefined,
    riddle: undefined,
  };
  for (const entry of owner.list("properties", MAX_PROPERTIES)) {
    const name = new Fields(entry, `${owner.where}: property`).text("name");
    const property = new Fields(entry, `${owner.where}: property ${JSON.stringify(name)}`);
    if (name === "blocked" || name === "above" || name === "spawn") {
      if (!property.has("value")) property.fail("value", "true or false");
      known[name] = property.flag("value", false);
    } else if (name === "terrain") {
      known.terrain = checkTerrain(property, "value");
    } else if (name === "riddle") {
      known.riddle = property.line("value", MAX_RIDDLE_CHARS);
    }
  }
  return known;
}

/** Reads a terrain name; an empty name counts as not set. */
export function checkTerrain(fields: Fields, name: string): string | undefined {
  const terrain = fields.text(name, "");
  if (terrain.length > MAX_TERRAIN_CHARS)
    fields.fail(name, `a name of at most ${MAX_TERRAIN_CHARS} characters`);
  return terrain === "" ? undefined : terrain;
}
