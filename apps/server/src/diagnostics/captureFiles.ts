// The automatic captures in the data folder: the newest MAX_CAPTURES, each a compressed CPU profile whose name says when,
// why and for how long it was taken. Files of other names are left alone.
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type AdminRecording, MAX_CAPTURES } from "@doubloon/shared/protocol/adminProcesses";

export const CAPTURES_FOLDER = "captures";
/** `2026-11-25T20-01-02-345Z.late-612ms.10s.cpuprofile.gz`: start, lateness of the event loop, duration. */
const NAME =
  /^(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)\.late-(\d{1,9})ms\.(\d{1,3})s\.cpuprofile\.gz$/;
const WRITING = ".writing";

export interface NewCapture {
  /** Unix ms. */
  readonly startedAt: number;
  readonly lateMs: number;
  readonly seconds: number;
}

export interface CaptureFiles {
  /** The newest first, at most MAX_CAPTURES. */
  list(): Promise<AdminRecording[]>;
  /** Adds a file, whole or not at all, and removes the oldest beyond MAX_CAPTURES. */
  keep(capture: NewCapture, file: Uint8Array): Promise<void>;
  /** The bytes of a capture; undefined if there is none of that id. */
  read(id: string): Promise<Uint8Array | undefined>;
}

/** The captures in `folder`, which the first one creates. Methods reject with the errors of the file system. */
export function openCaptureFiles(folder: string): CaptureFiles {
  /** Names of captures, the newest first. */
  async function names(): Promise<string[]> {
    const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    return found
      .filter((name) => NAME.test(name))
      .sort()
      .reverse();
  }

  /** Removes what a process that died while writing has left. */
  async function dropHalves(): Promise<void> {
    const halves = (await readdir(folder)).filter(
      (name) => name.endsWith(WRITING) && NAME.test(name.slice(0, -WRITING.length)),
    );
    await Promise.all(halves.map((name) => rm(join(folder, name), { force: true })));
  }

  return {
    async list() {
      const newest = (await names()).slice(0, MAX_CAPTURES);
      return Promise.all(newest.map(async (name) => describe(name, (await stat(join(folder, name))).size)));
    },
    async keep(capture, file) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await dropHalves();
      const path = join(folder, nameOf(capture));
      const handle = await open(path + WRITING, "w", 0o600);
      try {
        await handle.writeFile(file);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(path + WRITING, path);
      const old = (await names()).slice(MAX_CAPTURES);
      await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
    },
    async read(id) {
      if (!NAME.test(id)) return undefined;
      return readFile(join(folder, id)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw error;
      });
    },
  };
}

function nameOf({ startedAt, lateMs, seconds }: NewCapture): string {
  const time = new Date(startedAt).toISOString().replaceAll(/[:.]/g, "-");
  return `${time}.late-${Math.round(lateMs)}ms.${seconds}s.cpuprofile.gz`;
}

function describe(name: string, bytes: number): AdminRecording {
  const [, day, hours, minutes, seconds, rest, lateMs, duration] = NAME.exec(name) ?? [];
  return {
    id: name,
    kind: "cpu",
    seconds: Number(duration),
    startedAt: Date.parse(`${day}${hours}:${minutes}:${seconds}.${rest}`),
    by: `the event loop was ${lateMs} ms late`,
    automatic: true,
    state: "ready",
    bytes,
  };
}
