// Loads the tileset images that clients fetch. Accepts PNG, JPEG and WebP only, recognised by their first bytes, so
// that a map cannot make the server publish other files.
import type { DrawnTileset } from "@doubloon/shared/map";
import { MapError } from "./mapError.ts";
import { MAX_IMAGE_BYTES } from "./tiled/imageSize.ts";
import type { MapFiles } from "./tiled/mapFiles.ts";
import type { TiledTileset } from "./tiled/model.ts";

/** Limit for all images together, because they are kept in memory. */
const MAX_TOTAL_BYTES = 256 * 1024 * 1024;

export interface MapImage {
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface LoadedImages {
  readonly tilesets: readonly DrawnTileset[];
  /** By name: the part after `images/` in the URLs of the tilesets' images. */
  readonly images: ReadonlyMap<string, MapImage>;
}

const formats = [
  {
    extension: "png",
    contentType: "image/png",
    matches: (hex: string) => hex.startsWith("89504e470d0a1a0a"),
  },
  { extension: "jpg", contentType: "image/jpeg", matches: (hex: string) => hex.startsWith("ffd8ff") },
  // RIFF, four bytes of length, WEBP.
  {
    extension: "webp",
    contentType: "image/webp",
    matches: (hex: string) => hex.startsWith("52494646") && hex.slice(16, 24) === "57454250",
  },
] as const;

/** @throws MapError for an image that cannot be read, lies outside the map root or has another format */
export async function loadImages(
  mapFile: string,
  tilesets: readonly TiledTileset[],
  files: MapFiles,
): Promise<LoadedImages> {
  const names = new Map<string, string>();
  const images = new Map<string, MapImage>();
  const drawn: DrawnTileset[] = [];
  let totalBytes = 0;
  for (const { imagePath, tiles: _tiles, ...tileset } of tilesets) {
    let name = names.get(imagePath);
    if (name === undefined) {
      const role = `the image of tileset ${JSON.stringify(tileset.name)} of ${mapFile}`;
      const bytes = await files.read(imagePath, role, MAX_IMAGE_BYTES);
      totalBytes += bytes.length;
      if (totalBytes > MAX_TOTAL_BYTES)
        throw new MapError(
          `${mapFile}: images of more than ${MAX_TOTAL_BYTES} bytes in total, expected at most ${MAX_TOTAL_BYTES}`,
        );
      const hex = bytes.toString("hex", 0, 12);
      const format = formats.find(({ matches }) => matches(hex));
      if (format === undefined)
        throw new MapError(`${imagePath}: begins with ${hex}, expected ${role} as PNG, JPEG or WebP`);
      name = `${images.size}.${format.extension}`;
      names.set(imagePath, name);
      images.set(name, { contentType: format.contentType, bytes });
    }
    drawn.push({ ...tileset, image: `images/${name}` });
  }
  return { tilesets: drawn, images };
}
