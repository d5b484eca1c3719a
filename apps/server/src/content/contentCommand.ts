// `npm run content`: checks content files and says everything that is wrong with them at once. It changes nothing.
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { errorText } from "@doubloon/shared/errorText";
import { huntJsonSchema } from "./hunts/huntSchema.ts";
import { type ReadHunts, readHunt, readHunts } from "./hunts/loadHunts.ts";
import { nextStart } from "./hunts/nextStart.ts";
import { readLoot } from "./loadLoot.ts";
import { readJson } from "./problems.ts";

export const USAGE = `Usage: npm run content -- COMMAND

  check          checks content/loot.json, content/hunts/*.json and content/hunts.schema.json
  check FILE     checks one hunt, a loot table (named loot.json) or a folder of hunts
  schema         prints the JSON schema of hunts, as content/hunts.schema.json should have it

Exit code 0: everything is valid; 1: something is not, one line each; 2: the command is wrong.
`;

export interface ContentOutcome {
  readonly code: 0 | 1 | 2;
  /** For standard output if `code` is 0, otherwise for standard error. */
  readonly text: string;
}

/**
 * Runs the command.
 * @param folder the content folder
 * @param nowMs Unix time, for the next start of each hunt
 */
export async function runContentCommand(
  args: readonly string[],
  folder: string,
  nowMs: number,
): Promise<ContentOutcome> {
  let positionals: readonly string[];
  try {
    const parsed = parseArgs({
      args: [...args],
      options: { help: { type: "boolean" } },
      allowPositionals: true,
    });
    if (parsed.values.help === true) return { code: 0, text: USAGE };
    ({ positionals } = parsed);
  } catch (error) {
    return wrong(errorText(error));
  }
  const [command, path, ...more] = positionals;
  if (command === "schema" && path === undefined) return { code: 0, text: huntJsonSchema() };
  if (command !== "check")
    return wrong(`expected check or schema, got ${JSON.stringify(command ?? "nothing")}`);
  if (more.length > 0) return wrong("check takes at most one file");
  const { lines, problems } =
    path === undefined ? await checkAll(folder, nowMs) : await checkOne(path, nowMs);
  if (problems.length > 0) return { code: 1, text: `${problems.join("\n")}\n` };
  return { code: 0, text: `${lines.join("\n")}\n` };
}

interface Checked {
  /** What is there, one line each. */
  readonly lines: readonly string[];
  readonly problems: readonly string[];
}

async function checkAll(folder: string, nowMs: number): Promise<Checked> {
  const all = [
    await checkLoot(join(folder, "loot.json")),
    summary(await readHunts(join(folder, "hunts")), nowMs),
    await checkSchema(join(folder, "hunts.schema.json")),
  ];
  return { lines: all.flatMap(({ lines }) => lines), problems: all.flatMap(({ problems }) => problems) };
}

async function checkOne(path: string, nowMs: number): Promise<Checked> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return summary(await readHunts(path), nowMs);
  return basename(path) === "loot.json" ? checkLoot(path) : summary(await readHunt(path), nowMs);
}

async function checkLoot(path: string): Promise<Checked> {
  const { rows, problems } = await readLoot(path);
  return { lines: [`${path}: ${rows.length} kinds of loot`], problems };
}

async function checkSchema(path: string): Promise<Checked> {
  const read = await readJson(path, "the JSON schema of hunts");
  if ("problem" in read) return { lines: [], problems: [read.problem] };
  // Formatters may break its lines elsewhere.
  if (JSON.stringify(read.value) === JSON.stringify(JSON.parse(huntJsonSchema())))
    return { lines: [`${path}: the schema of hunts`], problems: [] };
  const repair = "npm run content -- schema";
  return { lines: [], problems: [`${path}: found another schema, expected the output of ${repair}`] };
}

function summary({ hunts, problems }: ReadHunts, nowMs: number): Checked {
  const lines = hunts.map(({ id, title, kind, schedule, waveSeconds, announceSeconds, countdownSeconds }) => {
    const next = nextStart(schedule, nowMs);
    const when =
      next !== undefined
        ? `next announced at ${new Date(next).toISOString()}`
        : "when" in schedule
          ? `announced when ${schedule.when}`
          : "never announced again";
    const running = waveSeconds.reduce((sum, seconds) => sum + seconds, 0);
    return `${id}: "${title}", ${kind}, ${announceSeconds} + ${countdownSeconds} + ${running} s, ${when}`;
  });
  return { lines, problems };
}

function wrong(problem: string): ContentOutcome {
  return { code: 2, text: `doubloon: ${problem}\n\n${USAGE}` };
}
