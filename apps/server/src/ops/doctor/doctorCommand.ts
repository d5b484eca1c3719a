// `npm run ops -- doctor [URL]`: runs the checks one after the other, so that none disturbs another's measurement.
import type { Config } from "../../config/config.ts";
import { isLoopback, trustProxies } from "../../lib/clientAddress.ts";
import { callServer } from "../controlCall.ts";
import { parseFlags } from "../opsFlags.ts";
import { type OpsCommand, OpsError, type OpsRun } from "../opsTypes.ts";
import { readOpsConfig } from "../readOpsConfig.ts";
import { checkCertificate } from "./checks/certificate.ts";
import { checkClockSteps, readClocks } from "./checks/clock.ts";
import { checkDataFolder } from "./checks/dataFolder.ts";
import { checkDiskFlush } from "./checks/diskFlush.ts";
import { checkForwarded } from "./checks/forwarded.ts";
import { checkOpenFiles } from "./checks/openFiles.ts";
import { checkRedis } from "./checks/redis.ts";
import { checkNode, checkServer } from "./checks/versions.ts";
import { checkWebSocket } from "./checks/webSocket.ts";
import type { Finding } from "./finding.ts";
import { asJson, asText, exitCode } from "./report.ts";

/** Players that the limits must be enough for unless --players says otherwise. */
const DEFAULT_PLAYERS = 5_000;
const MAX_PLAYERS = 1_000_000;
/** The server's own flags that the doctor takes. */
const SERVER_FLAGS = ["config", "data", "redis", "port", "trust-proxy"] as const;

export const doctorCommand: OpsCommand = {
  usages: [
    [
      "doctor [URL] [--data FOLDER] [--players N] [--quick] [--json]",
      "checks this machine and, at the public URL, what players get; exit code 1 if there is a problem",
    ],
  ],
  async run(run) {
    const { config, url, players, quick, json } = read(run);
    const start = readClocks();
    const findings = await checkMachine(config, players);
    if (url === undefined) findings.push(noUrl);
    else findings.push(...(await checkUrl(config, url, quick)));
    findings.push(checkClockSteps(start, readClocks()));
    run.out(json ? asJson(findings) : asText(findings));
    return exitCode(findings);
  },
};

const noUrl: Finding = {
  check: "public URL",
  result: "warning",
  found: "none was given, so WebSocket, proxy, certificate and the server's version were not checked",
  expected: "the URL that players open",
  advice: "Run npm run ops -- doctor https://your.domain/",
};

async function checkMachine(config: Config, players: number): Promise<Finding[]> {
  const { data } = config;
  const findings = [
    await checkNode(process.version),
    await checkOpenFiles({ pid: await serverPid(data), players, behindProxy: config.trustProxy.length > 0 }),
    ...(await checkDataFolder({ data, uid: process.getuid?.(), nowMs: Date.now() })),
  ];
  // A folder that is not there is a finding already.
  if (findings.some(({ check }) => check === "free space")) findings.push(await checkDiskFlush(data));
  if (config.redis !== "") findings.push(...(await checkRedis(config.redis)));
  return findings;
}

async function checkUrl(config: Config, url: string, quick: boolean): Promise<Finding[]> {
  const findings = await checkServer(url);
  if (url.startsWith("https:")) findings.push(await checkCertificate({ url, nowMs: Date.now() }));
  findings.push(...(await checkWebSocket({ url, quick })));
  findings.push(await checkForwarded({ url, trusted: isTrustedHere(config, url) }));
  return findings;
}

/** Whether the URL is the server's own port on this machine, and this machine a trusted proxy. */
function isTrustedHere({ port, trustProxy }: Config, url: string): boolean {
  const { hostname, port: theirs } = new URL(url);
  const host = hostname === "localhost" ? "127.0.0.1" : hostname.replace(/^\[(.*)\]$/, "$1");
  return isLoopback(host) && theirs === String(port) && trustProxies(trustProxy)(host);
}

/** The process that runs on the data folder; undefined if none answers. */
async function serverPid(data: string): Promise<number | undefined> {
  const answer = await callServer(data, "/ping", {}).catch(() => undefined);
  return typeof answer?.["pid"] === "number" ? answer["pid"] : undefined;
}

interface Given {
  readonly config: Config;
  readonly url: string | undefined;
  readonly players: number;
  readonly quick: boolean;
  readonly json: boolean;
}

/** @throws OpsError for a wrong flag or URL */
function read(run: OpsRun): Given {
  const { values, positionals } = parse(run.args);
  const args = SERVER_FLAGS.flatMap((flag) => {
    const value = values[flag];
    return typeof value === "string" ? [`--${flag}`, value] : [];
  });
  const [url, ...more] = positionals;
  if (more.length > 0) throw new OpsError(`doctor takes one URL, got ${JSON.stringify(more[0])} too`);
  const players = values.players ?? String(DEFAULT_PLAYERS);
  if (!/^\d{1,7}$/.test(players) || Number(players) > MAX_PLAYERS)
    throw new OpsError(`--players is ${JSON.stringify(players)}, expected a number up to ${MAX_PLAYERS}`);
  return {
    config: readOpsConfig({ ...run, args }),
    url: url === undefined ? undefined : readUrl(url),
    players: Number(players),
    quick: values.quick === true,
    json: values.json === true,
  };
}

/** The address of the server's root, with a slash at its end. */
function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new OpsError(`doctor takes an http or https URL, got ${JSON.stringify(text)}`);
  }
  return new URL("/", url).href;
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const toggle = { type: "boolean" } as const;
  const server = { config: text, data: text, redis: text, port: text, "trust-proxy": text };
  const options = { ...server, players: text, quick: toggle, json: toggle };
  return parseFlags(args, { options, allowPositionals: true });
}
