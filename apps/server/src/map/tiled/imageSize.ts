// The size of a tileset's or tile's image in pixels: as the file says, or, where it is silent, of the image itself.
import { imageSize } from "image-size";
import { MapError } from "../mapError.ts";
import type { Fields } from "./fields.ts";
import type { MapFiles } from "./mapFiles.ts";

/** Sides of an image; bounds what is computed from them. */
const MAX_SIDE_PIXELS = 1 << 16;
const MAX_IMAGE_BYTES = 32 * 1024 * 1024;

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** @throws MapError for a size out of range, and for an image that cannot be read or is none */
export async function imageSizeOf(fields: Fields, path: string, files: MapFiles): Promise<ImageSize> {
  if (fields.has("imagewidth") && fields.has("imageheight")) {
    return {
      width: fields.int("imagewidth", 1, MAX_SIDE_PIXELS),
      height: fields.int("imageheight", 1, MAX_SIDE_PIXELS),
    };
  }
  const bytes = await files.read(path, `the image of ${fields.where}`, MAX_IMAGE_BYTES);
  const { width, height } = measure(bytes, path, fields.where);
  if (width < 1 || height < 1 || width > MAX_SIDE_PIXELS || height > MAX_SIDE_PIXELS) {
    throw new MapError(
      `${path}: ${width} x ${height} pixels, expected sides from 1 to ${MAX_SIDE_PIXELS}, for ${fields.where}`,
    );
  }
  return { width, height };
}

function measure(bytes: Buffer, path: string, where: string): ImageSize {
  try {
    return imageSize(bytes);
  } catch {
    throw new MapError(`${path}: has no size that can be read, expected the image of ${where}`);
  }
}
