// What anybody may see of the season: the places that keep a finder's name, and the first of the seasons before. It is made
// anew only when the season has changed.
import type { World } from "@doubloon/engine/world";
import type { SeasonPage } from "@doubloon/shared/protocol/adminHunts";

/** Seasons before whose first hundred are shown; the save keeps more. */
const SHOWN_ARCHIVES = 3;

export class SeasonPages {
  readonly #world: World;
  #revision: number | undefined;
  #page: SeasonPage | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** The page of the world as it is. The same object until something has changed. */
  current(): SeasonPage {
    const { season, grid } = this.#world;
    if (this.#page !== undefined && this.#revision === season.revision) return this.#page;
    this.#revision = season.revision;
    this.#page = {
      season: season.number,
      greatFinds: season.greatFinds.map(({ hunt, tile, name }) => ({
        hunt,
        tileX: tile % grid.widthTiles,
        tileY: Math.floor(tile / grid.widthTiles),
        name,
      })),
      archives: season.archives.slice(0, SHOWN_ARCHIVES).map(({ season: number, players, rows }) => ({
        season: number,
        players,
        rows: rows.map(({ name, points }) => ({
          rank: 1 + rows.findIndex((row) => row.points === points),
          name,
          points,
        })),
      })),
    };
    return this.#page;
  }
}
