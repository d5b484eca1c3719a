// The size of an image in pixels: from the Tiled file if it has it, else from the image itself.
import { imageSize } from "image-size";
import { MapError } from "../mapError.ts";
import type { Fields } from "./fields.ts";
import type { MapFiles } from "./mapFiles.ts";

/** The longest side of an image, in pixels. It bounds the number of tiles computed from it. */
const MAX_SIDE_PIXELS = 1 << 16;
export const MAX_IMAGE_BYTES = 32 * 1024 * 1024;

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** @throws MapError for a size out of range and for a file that cannot be read or is not an image */
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
    throw new MapError(`${path}: has no readable image size, expected the image of ${where}`);
  }
}
