// Serves a built web page from memory: each file of one folder is read at the start and compressed once. Serves no file
// added later, and none outside the folder. Hand-written rather than @fastify/static: its `preCompressed` option needs .br
// and .gz files from the build, which makes none, and it reads from the disk on each request.
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isKnown, tagOf } from "../lib/entityTag.ts";

const MIN_COMPRESSED_BYTES = 1_024;
const BROTLI_QUALITY = 6;
const CONTENT_TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mp3": "audio/mpeg",
  ".ogg": "audio/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest)|image\/svg)/;

/** The page cannot be served. The message is one line for the operator. */
export class PageError extends Error {
  override readonly name = "PageError";
}

/** A number at the end of an address, such as the 12 of `fair/12`. */
const PAGE_NUMBER = /^(\w+\/)\d{1,10}$/;

type Encoding = "br" | "gzip";

const compressors: Record<Encoding, (bytes: Buffer) => Promise<Buffer>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: promisify(gzip),
};

class PageFile {
  readonly contentType: string;
  readonly etag: string;
  readonly cacheControl: string;
  readonly #bytes: Buffer;
  readonly #encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(path: string, bytes: Buffer) {
    this.#bytes = bytes;
    this.contentType = CONTENT_TYPES[extname(path)] ?? "application/octet-stream";
    this.etag = tagOf(bytes);
    // Assets have a hash in their names.
    this.cacheControl = path.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache";
  }

  get compressible(): boolean {
    return this.#bytes.length >= MIN_COMPRESSED_BYTES && COMPRESSIBLE.test(this.contentType);
  }

  as(encoding: Encoding | undefined): Promise<Buffer> | Buffer {
    if (encoding === undefined) return this.#bytes;
    let encoded = this.#encoded.get(encoding);
    if (encoded === undefined) {
      encoded = compressors[encoding](this.#bytes);
      this.#encoded.set(encoding, encoded);
    }
    return encoded;
  }
}

async function readFolder(folder: string): Promise<Map<string, PageFile>> {
  const files = new Map<string, PageFile>();
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/");
      files.set(path, new PageFile(path, await readFile(join(folder, path))));
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return files;
}

function encodingFor(file: PageFile, request: FastifyRequest): Encoding | undefined {
  if (!file.compressible) return undefined;
  const accepted = String(request.headers["accept-encoding"] ?? "");
  if (/\bbr\b/.test(accepted)) return "br";
  return /\bgzip\b/.test(accepted) ? "gzip" : undefined;
}

/**
 * Serves the folder's files under `prefix`, which begins and ends with a slash, and `index.html` at the prefix itself. A folder
 * inside with an `index.html` is a page too: at its own address, and at each number below it, such as `/fair/12`.
 * @throws PageError if the folder has no index.html
 */
export async function servePages(app: FastifyInstance, prefix: string, folder: string): Promise<void> {
  const files = await readFolder(folder);
  if (!files.has("index.html")) throw new PageError(`${folder} has no index.html; run npm run build`);

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { "*": path = "" } = request.params as { "*"?: string };
    if (files.has(`${path}/index.html`)) return reply.redirect(`${prefix}${path}/`, 308);
    const file = files.get(path) ?? files.get(`${path.replace(PAGE_NUMBER, "$1")}index.html`);
    if (file === undefined) {
      reply.callNotFound();
      return reply;
    }
    const encoding = encodingFor(file, request);
    reply.header("content-type", file.contentType).header("cache-control", file.cacheControl);
    reply.header("etag", file.etag);
    if (file.compressible) reply.header("vary", "accept-encoding");
    if (isKnown(request, file.etag)) return reply.code(304).send();
    if (encoding !== undefined) reply.header("content-encoding", encoding);
    return reply.send(await file.as(encoding));
  }
  app.get(`${prefix}*`, answer);
  if (prefix !== "/") {
    app.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix, 308));
  }
}
