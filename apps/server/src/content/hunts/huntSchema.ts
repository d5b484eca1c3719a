// The schema of hunt definitions, and the JSON schema that is published for editors. A rule between fields is checked here
// too, but a JSON schema cannot say it.
import { type HuntDefinition, huntKinds } from "@doubloon/shared/hunt/definition";
import { z } from "zod";
import { isCron } from "./nextStart.ts";

const MAX_WAVES = 12;
const MAX_TIERS = 8;
/** The longest side of a zone given as a rectangle, in tiles: 64 chunks. */
const MAX_ZONE_TILES = 1024;
const MIN_ZONE_TILES = 32;
const DAY_MINUTES = 24 * 60;

const seconds = (min: number, max: number) => z.int().min(min).max(max);

const grown = z.strictObject({
  minChunks: z.int().min(2).max(64).describe("Least side of the zone, in chunks of 16x16 tiles."),
  maxChunks: z.int().min(2).max(64).describe("Greatest side of the zone, in chunks of 16x16 tiles."),
});

const schedule = z
  .union(
    [
      z.strictObject({
        once: z.iso
          .datetime({ offset: true, error: "a date and time like 2027-01-31T18:00:00Z" })
          .describe("One hunt at this time."),
      }),
      z.strictObject({
        everyMinutes: z
          .int()
          .min(1)
          .max(7 * DAY_MINUTES)
          .describe("Minutes from one hunt to the next, counted from 1970."),
        offsetMinutes: z
          .int()
          .min(0)
          .max(7 * DAY_MINUTES)
          .exactOptional()
          .describe("Minutes after the full interval."),
      }),
      z.strictObject({
        cron: z
          .string()
          .max(100)
          .refine(isCron, { error: 'five fields of cron, in UTC, like "0 19 * * *"' })
          .describe("Minute, hour, day of month, month, day of week; in UTC."),
      }),
      z.strictObject({
        when: z
          .enum(["quiet", "never"])
          .describe(
            "quiet: while no other hunt is there and fewer than six people play. never: by a game master only.",
          ),
      }),
    ],
    { error: 'one of {"once"}, {"everyMinutes"}, {"cron"}, {"when"}' },
  )
  .describe("When hunts of this definition are announced.");

const zone = z
  .union(
    [
      z.strictObject({
        area: z.string().min(1).max(64).describe("Name of an area in an object layer of the map."),
        grown: grown.exactOptional().describe("The zone on a map that has no such area."),
      }),
      z.strictObject({
        rect: z
          .strictObject({
            x: z.int().min(0).max(65_535),
            y: z.int().min(0).max(65_535),
            width: z.int().min(MIN_ZONE_TILES).max(MAX_ZONE_TILES),
            height: z.int().min(MIN_ZONE_TILES).max(MAX_ZONE_TILES),
          })
          .describe("Tiles of the map."),
      }),
      z.strictObject({
        grown: grown.describe("A square whose side grows with the root of the number of players."),
      }),
    ],
    { error: 'one of {"area"}, {"rect"}, {"grown"}' },
  )
  .describe("Where the hunt is held.");

const definition = z.strictObject({
  $schema: z.string().max(200).exactOptional(),
  title: z.string().trim().min(1).max(48),
  kind: z.enum(huntKinds),
  schedule,
  zone,
  announceSeconds: seconds(5, 3600).describe("From the announcement to the countdown: the time to walk in."),
  countdownSeconds: seconds(3, 60),
  waveSeconds: z
    .array(seconds(10, 3600))
    .min(1)
    .max(MAX_WAVES)
    .describe("The length of each wave. Their sum is the time that the hunt runs."),
  podiumSeconds: seconds(5, 300),
  huntersPerCache: z.int().min(1).max(100),
  minCaches: z.int().min(1).max(2000),
  maxCaches: z.int().min(1).max(2000),
  tiers: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(24),
        value: z.int().min(1).max(10_000).describe("Points of the whole cache."),
        share: z.int().min(1).max(1000).describe("How many of the caches, relative to the other tiers."),
      }),
    )
    .min(1)
    .max(MAX_TIERS),
  crownValue: z
    .int()
    .min(0)
    .max(100_000)
    .describe("Points of the crown, one cache of the last wave; 0: no crown."),
  mimicOneIn: z
    .int()
    .min(0)
    .max(1000)
    .refine((oneIn) => oneIn !== 1, { error: "0 for no mimic, or at least 2" })
    .describe("One cache in this many is a mimic; 0: none."),
  clues: z.strictObject({
    piece: z.boolean().describe("Whether a wave starts with a piece of chart."),
    turned: z.boolean().describe("Whether the pieces have no north."),
    riddleSeconds: seconds(0, 3600).describe("From the start of a wave to its riddle; 0: no riddle."),
    hintSeconds: z
      .int()
      .min(0)
      .max(3600)
      .refine((every) => every === 0 || every >= 10, { error: "0 for no hints, or at least 10" })
      .describe("From one hint to the next, each of which halves the area; 0: no hints."),
  }),
  tools: z
    .array(z.enum(["boots", "spade", "lantern"]))
    .max(3)
    .describe("Tools that lie about during the hunt."),
});

/** A definition as its file has it: without the id, which is the file's name. */
export const huntSchema = definition
  .refine((hunt) => hunt.minCaches <= hunt.maxCaches, {
    path: ["maxCaches"],
    error: "at least minCaches",
    when: isObject,
  })
  .refine((hunt) => hunt.minCaches >= hunt.waveSeconds.length, {
    path: ["minCaches"],
    error: "at least one cache for each wave",
    when: isObject,
  })
  .refine((hunt) => new Set(hunt.tiers.map(({ name }) => name)).size === hunt.tiers.length, {
    path: ["tiers"],
    error: "tiers with different names",
    when: isObject,
  })
  .refine((hunt) => new Set(hunt.tools).size === hunt.tools.length, {
    path: ["tools"],
    error: "each tool once",
    when: isObject,
  })
  .refine(
    ({ zone }) =>
      !("grown" in zone) || zone.grown === undefined || zone.grown.minChunks <= zone.grown.maxChunks,
    {
      path: ["zone", "grown", "maxChunks"],
      error: "at least minChunks",
      when: isObject,
    },
  )
  .refine(
    ({ schedule }) => !("everyMinutes" in schedule) || (schedule.offsetMinutes ?? 0) < schedule.everyMinutes,
    { path: ["schedule", "offsetMinutes"], error: "less than everyMinutes", when: isObject },
  );

/** Rules between fields are checked once every field is what it should be. */
function isObject({ issues }: z.core.ParsePayload): boolean {
  return issues.length === 0;
}

export type HuntFile = z.infer<typeof huntSchema>;

/** The definition in a file named `id`. */
export function definitionOf(id: string, { $schema: _, ...hunt }: HuntFile): HuntDefinition {
  return { id, ...hunt };
}

/** The JSON schema of hunt files, as text: what `content/hunts.schema.json` holds. */
export function huntJsonSchema(): string {
  const schema = z.toJSONSchema(definition, { target: "draft-2020-12" });
  return `${JSON.stringify({ title: "A hunt of Doubloon", ...schema }, undefined, 2)}\n`;
}
