// Starts a real reverse proxy with TLS in front of a server for tests: Caddy, nginx or HAProxy with the configuration from
// deploy/proxy, in which only names, ports and paths are replaced.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../lib/testing/freePort.ts";
import { inRepository } from "../../startup/repository.ts";
import { findProgram } from "./systemProgram.ts";

export const PROXIES = ["caddy", "nginx", "haproxy"] as const;
export type ProxyName = (typeof PROXIES)[number];

/** Attempts until the proxy answers, and the time between two attempts, in ms. */
const MAX_ATTEMPTS = 600;
const RETRY_MS = 50;

export interface ProxyProcess {
  /** `https://localhost:PORT/` */
  readonly url: string;
  /** The self-signed certificate. */
  readonly ca: string;
  stop(): Promise<void>;
}

interface ProxySetup {
  readonly folder: string;
  readonly port: number;
  readonly upstream: string;
}

/** The replacements in the operator's file, and the program's arguments. */
const KINDS: Readonly<
  Record<
    ProxyName,
    { file: string; replace(setup: ProxySetup): readonly (readonly [string, string])[]; args: string[] }
  >
> = {
  caddy: {
    file: "Caddyfile",
    replace: ({ folder, port, upstream }) => [
      [
        "play.example.org {",
        `{\n\tadmin off\n\tauto_https off\n}\nhttps://localhost:${port} {\n\ttls ${folder}/fullchain.pem ${folder}/privkey.pem`,
      ],
      ["127.0.0.1:8080", upstream],
    ],
    args: ["run", "--adapter", "caddyfile", "--config"],
  },
  nginx: {
    file: "nginx.conf",
    replace: ({ folder, port, upstream }) => [
      ["listen 443", `listen 127.0.0.1:${port}`],
      ["play.example.org", "localhost"],
      ["/etc/ssl/doubloon/fullchain.pem", `${folder}/fullchain.pem`],
      ["/etc/ssl/doubloon/privkey.pem", `${folder}/privkey.pem`],
      ["127.0.0.1:8080", upstream],
    ],
    args: ["-g", "daemon off;", "-e", "stderr", "-c"],
  },
  haproxy: {
    file: "haproxy.cfg",
    replace: ({ folder, port, upstream }) => [
      ["bind :443", `bind 127.0.0.1:${port}`],
      ["/etc/ssl/doubloon/doubloon.pem", `${folder}/doubloon.pem`],
      ["127.0.0.1:8080", upstream],
      // The limit of open files on a test machine may be lower than on a server.
      ["maxconn 30000", "maxconn 2000"],
    ],
    args: ["-db", "-f"],
  },
};

/** The main configuration of nginx, which Debian's package provides; `doubloon.conf` is the operator's file. */
const nginxMain = (folder: string): string => `
pid ${folder}/nginx.pid;
events { worker_connections 2048; }
http {
  access_log off;
  client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder};
  uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  include ${folder}/doubloon.conf;
}
`;

/**
 * Starts the proxy in front of a server at `serverUrl`; resolves when it answers.
 * @throws Error with its output if it does not
 */
export async function startProxy(name: ProxyName, serverUrl: string): Promise<ProxyProcess> {
  const program = findProgram(name);
  if (program === undefined) throw new Error(`${name} is not installed`);
  const folder = await mkdtemp(join(tmpdir(), `doubloon-${name}-`));
  const port = await freePort();
  const { file, replace, args } = KINDS[name];
  let text = await readFile(inRepository(`deploy/proxy/${file}`), "utf8");
  for (const [from, to] of replace({ folder, port, upstream: new URL(serverUrl).host })) {
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    text = text.replaceAll(from, to);
  }
  const ca = await writeCertificate(folder);
  const config = join(folder, name === "nginx" ? "doubloon.conf" : file);
  await writeFile(config, text);
  const main = name === "nginx" ? join(folder, "main.conf") : config;
  if (name === "nginx") await writeFile(main, nginxMain(folder));
  const env = { PATH: process.env["PATH"], HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const child = spawn(program, [...args, main], { env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (data: string) => {
      output = (output + data).slice(-5_000);
    });
  }
  const stop = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const url = `https://localhost:${port}/`;
  for (let tries = 0; !(await answers(url, ca)); tries++) {
    if (tries === MAX_ATTEMPTS || child.exitCode !== null) {
      await stop();
      throw new Error(`${name} does not answer:\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  return { url, ca, stop };
}

/** Creates a certificate for `localhost`; resolves to it as PEM. */
async function writeCertificate(folder: string): Promise<string> {
  const openssl = findProgram("openssl");
  if (openssl === undefined) throw new Error("openssl is not installed");
  const [key, certificate] = [join(folder, "privkey.pem"), join(folder, "fullchain.pem")];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  execFileSync(openssl, ["req", "-x509", ...kind, ...names, "-keyout", key, "-out", certificate], {
    stdio: ["ignore", "ignore", "ignore"],
  });
  const pem = await readFile(certificate, "utf8");
  await writeFile(join(folder, "doubloon.pem"), pem + (await readFile(key, "utf8")));
  return pem;
}

function answers(url: string, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asking = request(`${url}healthz`, { ca, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asking.on("error", () => resolve(false));
    asking.end();
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  // SIGTERM also ends nginx's worker processes.
  child.kill("SIGTERM");
  await exited;
}
