// Fetches the map: its description, and the tileset images and chunks with URLs relative to it. Caches nothing.
import type { MapDescription } from "@doubloon/shared/map";

export class MapSource {
  readonly #url: URL;

  /** `url`: the description's URL, relative to `page`. */
  constructor(url: string, page: string) {
    this.#url = new URL(url, page);
  }

  /** @throws Error if the request fails */
  async description(): Promise<MapDescription> {
    return (await (await this.#get(this.#url)).json()) as MapDescription;
  }

  /** @throws Error if the request fails */
  async chunk(column: number, row: number): Promise<Uint8Array> {
    return new Uint8Array(
      await (await this.#get(new URL(`chunks/${column}/${row}`, this.#url))).arrayBuffer(),
    );
  }

  /** The tileset images, in the map's order. @throws Error if one cannot be loaded or decoded */
  pictures(map: MapDescription): Promise<HTMLImageElement[]> {
    return Promise.all(
      map.tilesets.map(async ({ image }) => {
        const picture = new Image();
        picture.src = new URL(image, this.#url).href;
        await picture.decode();
        return picture;
      }),
    );
  }

  async #get(url: URL): Promise<Response> {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}, expected 200`);
    return response;
  }
}
