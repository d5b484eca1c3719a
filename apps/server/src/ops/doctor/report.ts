// Renders findings for people and for programs. Decides nothing about them except the exit code.
import type { Finding, Result } from "./finding.ts";

const MARKS: Readonly<Record<Result, string>> = { ok: "ok     ", warning: "WARNING", problem: "PROBLEM" };

/** One line per finding; what is not ok has two more: what was expected, and what to do. */
export function asText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ check, result, found, expected, advice }) => {
    const line = `${MARKS[result]}  ${check}: ${found}`;
    return result === "ok" ? [line] : [line, `         expected: ${expected}`, `         to do: ${advice}`];
  });
  const count = (result: Result): number => findings.filter((one) => one.result === result).length;
  const sum = `${findings.length} checks: ${count("problem")} problems, ${count("warning")} warnings`;
  return `${[...lines, "", sum].join("\n")}\n`;
}

export function asJson(findings: readonly Finding[]): string {
  return `${JSON.stringify({ ok: exitCode(findings) === 0, findings }, undefined, 2)}\n`;
}

/** 1 if there is a problem; warnings alone are 0. */
export function exitCode(findings: readonly Finding[]): number {
  return findings.some(({ result }) => result === "problem") ? 1 : 0;
}
