// The base of the image for buildah: the one in its storage, else the registry's, else one of the same name that mmdebstrap
// makes from Debian's packages, for machines that reach Debian but no registry of images. Needs Debian and root for the last.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fail } from "./lib.mjs";

/** How long the registry may take to answer, in ms. */
const PULL_MS = 120_000;

/**
 * Puts the base into buildah's storage unless it is there. With `folder`, what mmdebstrap has made is kept there for the next
 * storage. Ends the program with the reason if no base can be had.
 */
export function ensureBase({ image, storage, folder }) {
  const buildah = (...args) => spawnSync("buildah", [...storage, ...args], { encoding: "utf8" });
  const listed = buildah("images", "--format", "{{.Name}}:{{.Tag}}").stdout?.split("\n") ?? [];
  if (listed.includes(image)) return;
  const pulled = spawnSync("buildah", [...storage, "pull", image], { encoding: "utf8", timeout: PULL_MS });
  if (pulled.status === 0) return;
  const { status } = spawnSync("mmdebstrap", ["--version"], { stdio: "ignore" });
  if (status !== 0 || process.getuid?.() !== 0) {
    process.stderr.write(pulled.stderr ?? "");
    fail(
      `${image} could not be pulled, and without mmdebstrap and root it cannot be made of Debian's packages`,
    );
  }
  console.error(`doubloon: ${image} could not be pulled; making it of Debian's packages`);
  const kept = folder ?? mkdtempSync(join(tmpdir(), "doubloon-base-"));
  mkdirSync(kept, { recursive: true });
  const archive = join(kept, "base.tar");
  if (!existsSync(archive)) debootstrap(archive);
  const container = buildah("from", "scratch").stdout.trim();
  for (const args of [
    ["add", container, archive, "/"],
    ["commit", "--rm", container, image],
  ]) {
    const done = buildah(...args);
    if (done.status !== 0) fail(`buildah ${args[0]} failed: ${done.stderr}`);
  }
  if (folder === undefined) rmSync(kept, { recursive: true, force: true });
}

function debootstrap(archive) {
  const half = `${archive}.half`;
  // What debian:bookworm-slim leaves out too. Merged from the start, /usr needs no perl.
  const excluded = ["doc", "man", "locale", "info"].map(
    (name) => `--dpkgopt=path-exclude=/usr/share/${name}/*`,
  );
  const { status, stderr } = spawnSync(
    "mmdebstrap",
    [
      "--variant=apt",
      "--include=usr-is-merged",
      "--hook-dir=/usr/share/mmdebstrap/hooks/merged-usr",
      "--format=tar",
      ...excluded,
      // A base that half exists after a crash is made anew, so nothing has to reach the disk in order.
      "--dpkgopt=force-unsafe-io",
      '--aptopt=Acquire::Languages "none"',
      '--customize-hook=rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/*',
      "bookworm",
      half,
    ],
    { encoding: "utf8" },
  );
  if (status !== 0) fail(`mmdebstrap failed:\n${stderr}`);
  renameSync(half, archive);
}
