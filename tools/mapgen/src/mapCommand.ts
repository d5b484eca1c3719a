// The commands of `npm run map`: describe a map as the loader reads it, and generate the default map. It prints nothing; the
// caller prints the returned text.
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { describeMap } from "@doubloon/server/map/describeMap";
import { loadMap } from "@doubloon/server/map/loadMap";
import { MapError } from "@doubloon/server/map/mapError";
import { DEFAULT_SEED, DEFAULT_SIZE, generateMap, MAX_SIZE, MIN_SIZE } from "./generateMap.ts";

const DEFAULT_OUT = fileURLToPath(new URL("../../../maps/archipelago.tmj", import.meta.url));

const HELP = `Usage: npm run map -- COMMAND

  check FILE     describe a Tiled map as Doubloon loads it (.tmj, .json, .tmx)
    --map-root D folder that contains all files that the map uses (default: the parent of the map's folder)
  generate       generate the default map and its tileset image
    --seed N     0 to 4294967295 (default ${DEFAULT_SEED}); the same seed gives the same map
    --size N     tiles to a side, ${MIN_SIZE} to ${MAX_SIZE} (default ${DEFAULT_SIZE})
    --out FILE   ends in .tmj (default maps/archipelago.tmj); the image goes into the same folder
  --help         print this text
`;

/** An invalid command line. The message is one line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

function wholeNumber(
  flag: string,
  text: string | undefined,
  fallback: number,
  min: number,
  max: number,
): number {
  if (text === undefined) return fallback;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (number < min || number > max)
    throw new UsageError(
      `--${flag} is ${JSON.stringify(text)}, expected a whole number from ${min} to ${max}`,
    );
  return number;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        seed: { type: "string" },
        size: { type: "string" },
        out: { type: "string" },
        "map-root": { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message.split(/[.\n]/)[0]);
  }
}

/**
 * Runs a command and returns its output.
 * @throws UsageError for an invalid command line, MapError for a file
 */
export async function runMapCommand(args: string[]): Promise<string> {
  const { values, positionals } = parse(args);
  if (values.help === true) return HELP;
  const [command, ...rest] = positionals;
  if (command === "check") {
    const [file] = rest;
    if (file === undefined || rest.length > 1) throw new UsageError("check expects one file");
    if (values.seed !== undefined || values.size !== undefined || values.out !== undefined)
      throw new UsageError("check takes no --seed, --size or --out");
    return describeMap(file, await loadMap(file, values["map-root"]));
  }
  if (command === "generate") {
    if (values["map-root"] !== undefined) throw new UsageError("generate takes no --map-root");
    if (rest.length > 0) throw new UsageError(`generate expects no ${JSON.stringify(rest[0])}`);
    const seed = wholeNumber("seed", values.seed, DEFAULT_SEED, 0, 0xffffffff);
    const size = wholeNumber("size", values.size, DEFAULT_SIZE, MIN_SIZE, MAX_SIZE);
    const out = values.out ?? DEFAULT_OUT;
    if (!out.endsWith(".tmj"))
      throw new UsageError(`--out is ${JSON.stringify(out)}, expected a file ending in .tmj`);
    const image = out.replace(/\.tmj$/, ".png");
    const { tmj, png } = generateMap(seed, size, basename(image));
    await write(image, png);
    await write(out, tmj);
    return `Wrote ${out} and ${image}.\n`;
  }
  throw new UsageError(
    command === undefined
      ? "no command, expected check or generate"
      : `unknown command ${JSON.stringify(command)}, expected check or generate`,
  );
}

async function write(path: string, content: string | Buffer): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw new MapError(
      `${path}: cannot be written (${(error as NodeJS.ErrnoException).code}), expected a writable file`,
    );
  }
}
