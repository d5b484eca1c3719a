// Reads content files, and turns what a schema finds wrong into lines for people: file, path, found, expected. It throws
// nothing for bad content; callers decide what a problem stops.
import { readFile } from "node:fs/promises";
import type { z } from "zod";

const MAX_SHOWN_CHARS = 60;

type Issue = z.core.$ZodIssue;

/** The value of a JSON file, or the one problem that kept it from being read. */
export type ReadJson = { readonly value: unknown } | { readonly problem: string };

/** Reads a JSON file. `role` says what was expected there: "a hunt". */
export async function readJson(path: string, role: string): Promise<ReadJson> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: `${path}: cannot be read (${code ?? "unknown error"}), expected ${role}` };
  }
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const reason = (error as SyntaxError).message.replaceAll(/\s+/g, " ");
    return { problem: `${path}: not JSON: ${reason}, expected ${role}` };
  }
}

/** One line for each thing that a schema found wrong with `value`. Each starts with `label`, the file and the place in it. */
export function problemLines(label: string, value: unknown, error: z.ZodError): string[] {
  return error.issues.flatMap((issue) => issueLines(label, value, issue, []));
}

/** A value on one line, short. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = (JSON.stringify(value) ?? String(value)).replaceAll(/\s+/g, " ");
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}...` : text;
}

function issueLines(label: string, root: unknown, issue: Issue, outer: readonly PropertyKey[]): string[] {
  const path = [...outer, ...issue.path];
  const value = path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    root,
  );
  const place = path.length === 0 ? label : `${label}: ${pathText(path)}`;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => `${place}: found a field ${shown(key)}, expected no such field`);
  if (issue.code === "invalid_union") {
    const variant = nearestVariant(issue.errors, value);
    if (variant !== undefined) return variant.flatMap((inner) => issueLines(label, root, inner, path));
  }
  return [`${place}: found ${shown(value)}, expected ${expectedText(issue)}`];
}

/** The variant of a union that was probably meant: the one of whose fields none is missing and none is too many. */
function nearestVariant(variants: readonly Issue[][], value: unknown): Issue[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return variants.find((issues) =>
    issues.every((issue) => {
      if (issue.code === "unrecognized_keys") return false;
      const [key] = issue.path;
      return key !== undefined && Object.hasOwn(value, key);
    }),
  );
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : `${i > 0 ? "." : ""}${String(key)}`))
    .join("");
}

const units: Record<string, string> = { string: " characters", array: " entries" };

/** What an issue expected. Schemas write their own messages as the end of "expected ...". */
function expectedText(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return (
        { int: "a whole number", array: "a list", object: "an object" }[issue.expected as string] ??
        `a ${issue.expected}`
      );
    case "too_small":
      return `at least ${issue.minimum}${units[issue.origin] ?? ""}`;
    case "too_big":
      return `at most ${issue.maximum}${units[issue.origin] ?? ""}`;
    case "invalid_value":
      return issue.values.map((one) => shown(one)).join(" or ");
    default:
      return issue.message;
  }
}
