// Reads and validates the loot table. An invalid row stops the start of the server; the error names the row.
import { readFile } from "node:fs/promises";
import { type LootRow, lootShapes, rarities } from "@doubloon/shared/loot";
import { z } from "zod";

/** A content file cannot be used. The message is one line that names file, row and what was expected. */
export class ContentError extends Error {
  override readonly name = "ContentError";
}

const lootRow = z.strictObject({
  number: z.int().min(1).max(255),
  name: z.string().trim().min(1).max(32),
  shape: z.enum(lootShapes),
  color: z.string().regex(/^#[0-9a-f]{6}$/i, "expected a colour like #ffc72e"),
  rarity: z.enum(rarities),
  value: z.int().min(1).max(1_000_000),
  weight: z.int().min(1).max(1000),
  terrains: z.array(z.string().min(1).max(32)).min(1).max(64),
});

/**
 * Reads a loot table: a JSON array of 1 to 255 rows.
 * @throws ContentError
 */
export async function loadLoot(path: string): Promise<LootRow[]> {
  const rows = parseRows(path, await readText(path));
  const table: LootRow[] = [];
  const seen = { number: new Map<number, number>(), name: new Map<string, number>() };
  for (const [index, raw] of rows.entries()) {
    const label = `${path}: row ${index + 1}${nameOf(raw)}`;
    const parsed = lootRow.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = issue.path.join(".");
      throw new ContentError(`${label}: ${field === "" ? "" : `${field}: `}${issue.message}`);
    }
    const row = parsed.data;
    const duplicate = seen.number.get(row.number) ?? seen.name.get(row.name.toLowerCase());
    if (duplicate !== undefined) {
      throw new ContentError(`${label}: same number or name as row ${duplicate + 1}, expected a unique one`);
    }
    seen.number.set(row.number, index);
    seen.name.set(row.name.toLowerCase(), index);
    table.push(row);
  }
  return table;
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ContentError(`${path}: cannot be read (${code ?? "unknown error"}), expected a loot table`);
  }
}

function parseRows(path: string, text: string): readonly unknown[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw new ContentError(`${path}: not JSON: ${(error as SyntaxError).message.replaceAll(/\s+/g, " ")}`);
  }
  if (!Array.isArray(rows) || rows.length === 0 || rows.length > 255) {
    throw new ContentError(`${path}: expected an array of 1 to 255 rows of loot`);
  }
  return rows;
}

/** The name of a row, for error messages. */
function nameOf(raw: unknown): string {
  if (typeof raw !== "object" || raw === null || !("name" in raw) || typeof raw.name !== "string") return "";
  return ` (${raw.name.slice(0, 32)})`;
}
