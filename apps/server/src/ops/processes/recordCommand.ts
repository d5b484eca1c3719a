// `npm run ops -- record`: records a process of a running server and writes the file, which speedscope and Chrome's tools
// open. And `npm run ops -- captures`, which lists what the server has recorded by itself.
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { MAX_RECORDING_SECONDS, RECORDING_KINDS } from "@doubloon/shared/protocol/adminProcesses";
import { CAPTURES_FOLDER, openCaptureFiles } from "../../diagnostics/captureFiles.ts";
import { parseFlags } from "../opsFlags.ts";
import { type OpsCommand, OpsError, type OpsRun } from "../opsTypes.ts";
import { readOpsConfig } from "../readOpsConfig.ts";
import { dataFolder, fetchPart, listProcesses, orderProcesses, wholeNumber } from "./processCalls.ts";

const DEFAULT_SECONDS = "10";
/** The time between two looks whether the recording is ready, in ms. */
const LOOK_MS = 250;
/** How long the server may take beyond the recording, in ms. */
const SPARE_MS = 60_000;

export const recordCommand: OpsCommand = {
  usages: [
    [
      "record [--process ID] [--kind cpu|allocations]",
      "records a process (world) for --seconds N (10); writes the file to --out FOLDER",
    ],
  ],
  async run(run) {
    const values = parse(run);
    const { process = "world", out: folder = "." } = values;
    const kind = RECORDING_KINDS.find((name) => name === (values.kind ?? "cpu"));
    if (kind === undefined)
      throw new OpsError(
        `--kind is ${JSON.stringify(values.kind)}, expected one of ${RECORDING_KINDS.join(", ")}`,
      );
    const seconds = wholeNumber("seconds", values.seconds ?? DEFAULT_SECONDS, MAX_RECORDING_SECONDS);
    const data = dataFolder(run, values.data);
    const known = new Set((await recordingsOf(data, process)).map(({ id }) => id));
    const [{ ok, text }] = await orderProcesses(data, { process, order: { act: "record", kind, seconds } });
    if (!ok) throw new OpsError(text, 1);
    run.out(`${text}\n`);
    const { id, startedAt } = await waitFor(data, process, known, seconds);
    const file = gunzipSync(await fetchRecording(data, process, id));
    const time = new Date(startedAt).toISOString().slice(0, 19).replaceAll(":", "-");
    const ending = kind === "cpu" ? "cpuprofile" : "heapprofile";
    const path = resolve(run.workingFolder, folder, `doubloon-${process}-${time}.${ending}`);
    await writeFile(path, file).catch((error: Error) => {
      throw new OpsError(`the recording cannot be written: ${error.message}`);
    });
    run.out(`${path}\n`);
    return 0;
  },
};

export const capturesCommand: OpsCommand = {
  usages: [
    ["captures [--data FOLDER]", "lists the recordings that the server took by itself when it was late"],
  ],
  async run(run) {
    const folder = join(readOpsConfig(run).data, CAPTURES_FOLDER);
    const captures = await openCaptureFiles(folder)
      .list()
      .catch((error: Error) => {
        throw new OpsError(`the captures cannot be listed: ${error.message}`);
      });
    if (captures.length === 0) run.out(`There are no captures in ${folder}.\n`);
    for (const { id, by, seconds } of captures) run.out(`${join(folder, id)}  ${by}, CPU for ${seconds} s\n`);
    return 0;
  },
};

/** The recordings of a process that game masters and operators asked for. */
async function recordingsOf(data: string, process: string) {
  const processes = await listProcesses(data);
  const found = processes.find(({ id }) => id === process);
  if (found !== undefined) return found.recordings.filter(({ automatic }) => !automatic);
  const ids = processes.map(({ id }) => id);
  throw new OpsError(`there is no process ${JSON.stringify(process)}, expected one of ${ids.join(", ")}`, 1);
}

/** Waits until a recording that was not known is ready. @throws OpsError if it fails or takes too long */
async function waitFor(data: string, process: string, known: ReadonlySet<string>, seconds: number) {
  const deadline = performance.now() + seconds * 1_000 + SPARE_MS;
  while (performance.now() < deadline) {
    await sleep(LOOK_MS);
    const recording = (await recordingsOf(data, process)).find(({ id }) => !known.has(id));
    if (recording?.state === "failed") throw new OpsError(recording.why ?? "the recording failed", 1);
    if (recording?.state === "ready") return recording;
  }
  throw new OpsError(`the recording was not ready ${SPARE_MS / 1_000} s after its end`, 1);
}

async function fetchRecording(data: string, process: string, id: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let part = 0, parts = 1; part < parts; part++) {
    const answer = await fetchPart(data, process, id, part);
    if (!answer.ok) throw new OpsError(answer.text, 1);
    pieces.push(Buffer.from(answer.base64, "base64"));
    parts = answer.parts;
  }
  return Buffer.concat(pieces);
}

function parse({ args }: OpsRun) {
  return parseFlags(args, {
    options: {
      data: { type: "string" },
      process: { type: "string" },
      kind: { type: "string" },
      seconds: { type: "string" },
      out: { type: "string" },
    },
  }).values;
}
