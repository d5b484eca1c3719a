// Starts Debian's Prometheus on a running server for tests, with the files of deploy/prometheus, in which only the target and
// the intervals are replaced.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../lib/testing/freePort.ts";
import { inRepository } from "../../startup/repository.ts";
import { findProgram } from "./systemProgram.ts";

/** Attempts until Prometheus answers, and the time between two attempts, in ms. */
const MAX_ATTEMPTS = 1_200;
const RETRY_MS = 50;

export interface LoadedRule {
  readonly type: "recording" | "alerting";
  readonly name: string;
  readonly query: string;
  /** `ok` once it has been evaluated without an error; `unknown` before. */
  readonly health: string;
  readonly lastError?: string;
  /** Of an alert: `inactive`, `pending` or `firing`. */
  readonly state?: string;
}

export interface PrometheusProcess {
  /**
   * The series that an expression has now, each with its number.
   * @throws Error if Prometheus does not accept the expression
   */
  query(expression: string): Promise<number[]>;
  rules(): Promise<LoadedRule[]>;
  stop(): Promise<void>;
}

/** Why there can be no Prometheus here; undefined if there can. */
export function noPrometheus(): string | undefined {
  const missing = ["prometheus", "promtool"].filter((name) => findProgram(name) === undefined);
  return missing.length === 0 ? undefined : `needs ${missing.join(" and ")}`;
}

/**
 * Runs promtool to its end; resolves to its output.
 * @throws Error with its output if it found something wrong
 */
export async function promtool(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program("promtool"), args).catch((error: unknown) => {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`promtool ${args.join(" ")}:\n${stdout}${stderr}`);
  });
  return stdout;
}

/**
 * Starts Prometheus, which scrapes the ops port at `opsUrl` once a second; resolves when it answers.
 * @throws Error with its output if it does not
 */
export async function startPrometheus(opsUrl: string): Promise<PrometheusProcess> {
  const folder = await mkdtemp(join(tmpdir(), "doubloon-prometheus-"));
  const config = await readFile(inRepository("deploy/prometheus/prometheus.yaml"), "utf8");
  const replaced = config
    .replace("doubloon:9464", new URL(opsUrl).host)
    .replaceAll("interval: 5s", "interval: 1s");
  if (replaced.includes("doubloon:9464") || replaced.includes("5s"))
    throw new Error(`not all replaced:\n${replaced}`);
  await writeFile(join(folder, "prometheus.yaml"), replaced);
  await copyFile(inRepository("deploy/prometheus/rules.yaml"), join(folder, "rules.yaml"));
  const address = `127.0.0.1:${await freePort()}`;
  const args = [
    `--config.file=${join(folder, "prometheus.yaml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=${address}`,
  ];
  const child = spawn(program("prometheus"), args, { stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output = (output + text).slice(-5_000);
  });
  async function stop(): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    }
    await rm(folder, { recursive: true, force: true });
  }
  async function ask(path: string): Promise<unknown> {
    const response = await fetch(`http://${address}/api/v1/${path}`);
    const { data, error } = (await response.json()) as { data?: unknown; error?: string };
    if (error !== undefined) throw new Error(`${path}: ${error}`);
    return data;
  }
  for (let tries = 0; !(await answers(`http://${address}/-/ready`)); tries++) {
    if (tries === MAX_ATTEMPTS || child.exitCode !== null) {
      await stop();
      throw new Error(`Prometheus does not answer:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  return {
    async query(expression) {
      const data = await ask(`query?${new URLSearchParams({ query: expression })}`);
      const { result } = data as { result: { value: [at: number, value: string] }[] };
      return result.map(({ value }) => Number(value[1]));
    },
    async rules() {
      const { groups } = (await ask("rules")) as { groups: { rules: LoadedRule[] }[] };
      return groups.flatMap(({ rules }) => rules);
    },
    stop,
  };
}

function program(name: string): string {
  const path = findProgram(name);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}
