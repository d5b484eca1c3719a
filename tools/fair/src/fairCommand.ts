// The command `verify`: reads a public log, fetches the parts of the map that its hunts need, and says whether all holds.
import {
  ChunkGround,
  type ChunkPlace,
  type ClosedHunt,
  chunksOf,
  closedHunts,
} from "@doubloon/shared/fair/verify/chunkGround";
import type { MapGround } from "@doubloon/shared/fair/verify/verifyHunt";
import { type VerifiedHunt, verifyLog } from "@doubloon/shared/fair/verify/verifyLog";
import { WireError } from "@doubloon/shared/wire/wireError";
import { judgeReadings, readOwnReadings } from "./ownReadings.ts";
import {
  type MapSource,
  openMap,
  readFileAsJson,
  readLogFrom,
  SourceError,
  urlOf,
  writeLog,
} from "./sources.ts";

export interface CommandResult {
  /** 0: the log holds. 1: it does not. 2: it could not be read, or the command is wrong. */
  readonly code: 0 | 1 | 2;
  readonly output: string;
  readonly errors: string;
}

/** Fetches of chunks at a time. */
const FETCHES = 8;

const USAGE = `Usage: npm run fair -- verify URL|FILE [--map URL|FOLDER] [--readings FILE] [--known FILE] [--save FILE]

Checks a server's public log of hunts and plans each closed hunt again.

  URL     a server, or the address of its log, which is /fair/log.json
  FILE    a log that was saved before
  --map   the map that hunts were held on: the address of its map.json, or a folder with map.json and
          chunks/COLUMN/ROW. A server's own map is found without it.
  --readings
          your own readings: what the browser keeps for the server under doubloon.readings
  --known a log that was saved before: only what follows is fetched, and must continue it
  --save  writes the whole log, if it holds, for the next --known

Exit code: 0 if the log holds and no reading is false, 1 with the reason if not, 2 if it could not be read.
`;

export async function runFairCommand(args: readonly string[]): Promise<CommandResult> {
  const options = parse(args);
  if (options === "help") return { code: 0, output: USAGE, errors: "" };
  if (typeof options === "string") return { code: 2, output: "", errors: `${options}\n\n${USAGE}` };
  try {
    const log = await readLogFrom(options.log, options.known);
    const closed = closedHunts(log);
    const map = await groundFor(closed, options);
    const verdict = verifyLog(log, map);
    if (!verdict.ok) {
      const where = verdict.at < 0 ? "" : `entry ${verdict.at}: `;
      return { code: 1, output: "", errors: `the log does not hold. ${where}${verdict.reason}\n` };
    }
    if (options.save !== undefined) await writeLog(options.save, log);
    const { entries, head, hunts } = verdict;
    const own = options.readings === undefined ? [] : readOwnReadings(await readFileAsJson(options.readings));
    const judged = judgeReadings(hunts, own);
    const lines = [
      ...hunts.map(describe),
      ...judged.lines,
      `the log holds: ${entries} entries, hunts: ${hunts.length}, head ${head}`,
    ];
    const output = `${lines.join("\n")}\n`;
    if (judged.isFalse) return { code: 1, output, errors: "a reading is of no cache of its hunt\n" };
    return { code: 0, output, errors: unknownMaps(hunts) };
  } catch (error) {
    if (!(error instanceof SourceError || error instanceof WireError)) throw error;
    return { code: 2, output: "", errors: `${error.message}\n` };
  }
}

interface Options {
  readonly log: string;
  readonly map: string | undefined;
  readonly readings: string | undefined;
  readonly known: string | undefined;
  readonly save: string | undefined;
}

const NAMED: readonly string[] = ["--map", "--readings", "--known", "--save"];

/** The options, "help", or what is wrong. */
function parse(args: readonly string[]): Options | string {
  const [command, ...rest] = args;
  if (args.length === 0 || args.includes("--help")) return "help";
  if (command !== "verify") return `unknown command ${command}, expected verify`;
  const named = new Map<string, string>();
  const logs: string[] = [];
  for (let i = 0; i < rest.length; i++) {
    const name = rest[i];
    if (NAMED.includes(name)) {
      const value = rest[++i];
      if (value === undefined) return `${name} is without a value`;
      named.set(name, value);
    } else if (name.startsWith("-")) return `unknown option ${name}`;
    else logs.push(name);
  }
  if (logs.length !== 1) return `${logs.length} logs to verify, expected one URL or FILE`;
  return {
    log: logs[0],
    map: named.get("--map"),
    readings: named.get("--readings"),
    known: named.get("--known"),
    save: named.get("--save"),
  };
}

/** The ground of the closed hunts' zones; undefined if no map is known on which one of them was held. */
async function groundFor(closed: readonly ClosedHunt[], options: Options): Promise<MapGround | undefined> {
  const map = options.map === undefined ? await serversMap(closed, options.log) : await openMap(options.map);
  if (map === undefined) return undefined;
  const { version, widthTiles, heightTiles } = map.description;
  const zones = closed.filter(({ mapVersion }) => mapVersion === version).map(({ zone }) => zone);
  const ground = new ChunkGround(widthTiles, heightTiles);
  const places = chunksOf(zones, widthTiles, heightTiles);
  for (let i = 0; i < places.length; i += FETCHES) await addChunks(ground, map, places.slice(i, i + FETCHES));
  return { version, ground };
}

async function addChunks(ground: ChunkGround, map: MapSource, places: readonly ChunkPlace[]): Promise<void> {
  const chunks = await Promise.all(places.map((place) => map.chunk(place)));
  for (const [i, bytes] of chunks.entries()) ground.add(places[i], bytes);
}

/** The newest map of the log's hunts that the server still has. */
async function serversMap(closed: readonly ClosedHunt[], log: string): Promise<MapSource | undefined> {
  const server = urlOf(log);
  if (server === undefined) return undefined;
  for (const version of new Set(closed.map(({ mapVersion }) => mapVersion).reverse())) {
    try {
      return await openMap(new URL(`/map/${encodeURIComponent(version)}/map.json`, server));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
    }
  }
  return undefined;
}

function describe({ announced, sealed, found, closed, recomputed }: VerifiedHunt): string {
  const caches = sealed === undefined ? "never placed" : `${sealed.caches} caches, ${found.length} found`;
  const state = closed === undefined ? "not over" : closed.type;
  const why = closed?.type === "cancelled" ? ` (${closed.reason})` : "";
  const checked = recomputed === undefined ? "" : ", recomputed";
  return `hunt ${announced.hunt}: ${announced.definition.title}: ${state}${why}, ${caches}${checked}`;
}

/** Says which hunts could not be recomputed for want of their map. */
function unknownMaps(hunts: readonly VerifiedHunt[]): string {
  const without = hunts.filter(
    ({ closed, sealed, recomputed }) =>
      closed !== undefined && sealed !== undefined && recomputed === undefined,
  );
  if (without.length === 0) return "";
  const versions = [...new Set(without.map(({ announced }) => announced.mapVersion))].join(", ");
  return `not recomputed: ${without.length} of the hunts, because their map is not known here (${versions}); see --map\n`;
}
