// Reads and validates hunt definitions. An invalid one stops the start of the server; the error names file, path, what was
// found and what was expected.
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { HuntDefinition } from "@doubloon/shared/hunt/definition";
import { ContentError } from "../contentError.ts";
import { problemLines, readJson, shown } from "../problems.ts";
import { definitionOf, huntSchema } from "./huntSchema.ts";

const MAX_HUNTS = 256;
const ID = /^[a-z0-9][a-z0-9-]{0,47}$/;
const EXTENSION = ".json";

export interface ReadHunts {
  /** In the order of their ids. */
  readonly hunts: readonly HuntDefinition[];
  /** Everything that is wrong, one line each. */
  readonly problems: readonly string[];
}

/**
 * Reads all hunts of a folder: its files that end in `.json`.
 * @throws ContentError with the first problem
 */
export async function loadHunts(folder: string): Promise<readonly HuntDefinition[]> {
  const { hunts, problems } = await readHunts(folder);
  if (problems.length === 0) return hunts;
  const more = problems.length === 1 ? "" : ` (and ${problems.length - 1} more: npm run content -- check)`;
  throw new ContentError(`${problems[0]}${more}`);
}

/** Reads all hunts of a folder. */
export async function readHunts(folder: string): Promise<ReadHunts> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      hunts: [],
      problems: [`${folder}: cannot be read (${code ?? "unknown error"}), expected a folder of hunts`],
    };
  }
  if (names.length > MAX_HUNTS)
    return { hunts: [], problems: [`${folder}: found ${names.length} hunts, expected at most ${MAX_HUNTS}`] };
  const all = await Promise.all(names.map((name) => readHunt(join(folder, name))));
  return { hunts: all.flatMap(({ hunts }) => hunts), problems: all.flatMap(({ problems }) => problems) };
}

/** Reads one hunt. */
export async function readHunt(path: string): Promise<ReadHunts> {
  const name = basename(path);
  const problems: string[] = [];
  const id = name.endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : "";
  if (!ID.test(id))
    problems.push(
      `${path}: found the name ${shown(name)}, expected small letters, digits and hyphens, at most 48, and .json`,
    );
  const read = await readJson(path, "a hunt");
  if ("problem" in read) return { hunts: [], problems: [...problems, read.problem] };
  const { hunt, problems: wrong } = checkHunt(id, read.value, path);
  return { hunts: hunt === undefined ? [] : [hunt], problems: [...problems, ...wrong] };
}

/** A checked definition, or everything that is wrong with it, one line each. */
export interface CheckedHunt {
  readonly hunt?: HuntDefinition;
  readonly problems: readonly string[];
}

/** Checks a definition that does not come from a file and has its id in it. */
export function checkDefinition(raw: unknown): CheckedHunt {
  const { id, ...file } = (raw ?? {}) as { readonly id?: unknown };
  if (typeof id !== "string" || !ID.test(id))
    return { problems: [`id: found ${shown(id)}, expected small letters, digits and hyphens, at most 48`] };
  return checkHunt(id, file, id);
}

/** Checks the content of a hunt's file; `label` stands in front of each problem. */
export function checkHunt(id: string, value: unknown, label: string): CheckedHunt {
  const parsed = huntSchema.safeParse(value);
  if (!parsed.success) return { problems: problemLines(label, value, parsed.error) };
  return { hunt: definitionOf(id, parsed.data), problems: [] };
}
