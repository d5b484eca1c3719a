import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EntryFile } from "./entryFile.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "doubloon-entries-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([["a file"], ["memory"]])("in %s, every range of what was added is read as it was", (where) => {
  const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.constant("x".repeat(50_000)));
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 6 }),
      fc.nat(),
      fc.nat(),
      (adds, a, b) => {
        const entries = new EntryFile(where === "memory" ? {} : { folder });
        entries.add(["what was before"]);
        entries.truncate(0);
        for (const texts of adds) entries.add(texts);
        const all = adds.flat();
        expect(entries.length).toBe(all.length);
        const [from, to] = [a % (all.length + 1), b % (all.length + 1)].sort((one, other) => one - other);
        expect(entries.slice(from, to)).toEqual(all.slice(from, to));
        for (const group of entries.groups(0, all.length)) expect(group.length).toBeGreaterThan(0);
      },
    ),
    { numRuns: 60, seed: 1 },
  );
});

test("a reader that has begun reads on while entries are added and the list begins anew", () => {
  const entries = new EntryFile({ folder });
  const long = Array.from({ length: 40 }, (_, i) => `${i}`.padEnd(9_000));
  entries.add(long);
  const reader = entries.groups(0, 40);
  const first = reader.next().value as string[];
  const later = entries.groups(5, 40);
  entries.truncate(2);
  entries.add(["another"]);
  expect([...first, ...[...reader].flat()]).toEqual(long);
  expect([...later].flat()).toEqual(long.slice(5));
  expect(entries.slice(0, entries.length)).toEqual([...long.slice(0, 2), "another"]);
});

test("its file has no name, and where there can be none it tells why and keeps the texts in memory", async () => {
  expect(await readdir(folder)).toEqual([]);
  const problems: string[] = [];
  const entries = new EntryFile({
    folder: join(folder, "missing"),
    onProblem: ({ message }) => problems.push(message),
  });
  entries.add(["one", "two"]);
  expect(entries.slice(0, 2)).toEqual(["one", "two"]);
  expect(problems).toEqual([expect.stringContaining("ENOENT")]);
});
