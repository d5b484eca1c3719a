// Reads and validates the loot table. An invalid row stops the start of the server; the error names the row.
import { FIRST_MARK } from "@doubloon/shared/hunt/marks";
import { type LootRow, lootShapes, rarities, toolNames } from "@doubloon/shared/loot";
import { z } from "zod";
import { ContentError } from "./contentError.ts";
import { problemLines, readJson, shown } from "./problems.ts";

const MAX_ROWS = FIRST_MARK - 1;

const lootRow = z.strictObject({
  number: z.int().min(1).max(MAX_ROWS),
  name: z.string().trim().min(1).max(32),
  shape: z.enum(lootShapes),
  color: z.string().regex(/^#[0-9a-f]{6}$/i, "a colour like #ffc72e"),
  rarity: z.enum(rarities),
  value: z.int().min(1).max(1_000_000),
  tool: z.enum(toolNames).exactOptional(),
  weight: z.int().min(1).max(1000),
  terrains: z.array(z.string().min(1).max(32)).min(1).max(64),
});

/**
 * Reads a loot table: a JSON array of 1 to 239 rows. Numbers from 240 on are marks.
 * @throws ContentError with the first problem
 */
export async function loadLoot(path: string): Promise<LootRow[]> {
  const { rows, problems } = await readLoot(path);
  if (problems.length > 0) throw new ContentError(problems[0]);
  return rows;
}

/** Reads a loot table, and everything that is wrong with it, one line each. */
export async function readLoot(path: string): Promise<{ rows: LootRow[]; problems: string[] }> {
  const read = await readJson(path, "a loot table");
  if ("problem" in read) return { rows: [], problems: [read.problem] };
  if (!Array.isArray(read.value) || read.value.length === 0 || read.value.length > MAX_ROWS) {
    const found = Array.isArray(read.value) ? `${read.value.length} rows` : shown(read.value);
    return {
      rows: [],
      problems: [`${path}: found ${found}, expected an array of 1 to ${MAX_ROWS} rows of loot`],
    };
  }
  const rows: LootRow[] = [];
  const problems: string[] = [];
  const seen = { number: new Map<number, number>(), name: new Map<string, number>() };
  for (const [index, raw] of read.value.entries()) {
    const label = `${path}: row ${index + 1}${nameOf(raw)}`;
    const parsed = lootRow.safeParse(raw);
    if (!parsed.success) {
      problems.push(...problemLines(label, raw, parsed.error));
      continue;
    }
    const row = parsed.data;
    const duplicate = seen.number.get(row.number) ?? seen.name.get(row.name.toLowerCase());
    if (duplicate !== undefined)
      problems.push(`${label}: found the number or name of row ${duplicate + 1}, expected a unique one`);
    seen.number.set(row.number, index);
    seen.name.set(row.name.toLowerCase(), index);
    rows.push(row);
  }
  return { rows, problems };
}

/** The name of a row, for error messages. */
function nameOf(raw: unknown): string {
  if (typeof raw !== "object" || raw === null || !("name" in raw) || typeof raw.name !== "string") return "";
  return ` (${raw.name.slice(0, 32)})`;
}
