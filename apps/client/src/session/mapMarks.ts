// Lays over the map what the player knows of the hunts: zones, the shaded chart, hints, teammates in view.
import { TILE_SUB } from "@doubloon/shared/space";
import { setMarks } from "../hud/map/mapStore.ts";
import { type ChartState, chartStore } from "../hunting/chart/chartStore.ts";
import { type HuntState, huntStore } from "../hunting/huntStore.ts";
import { NO_OVERLAY } from "../render/map/chartOverlay.ts";
import type { GameWorld } from "../world/gameWorld.ts";
import { linkGreatFinds } from "./greatFinds.ts";

/** Keeps the overlay and the zones true to the stores. Returns the function that ends it and clears the map. */
export function linkMapMarks(): () => void {
  const showChart = ({ zone, shade, hints }: ChartState): void =>
    setMarks({
      overlay: {
        zone,
        cellTiles: shade?.cellTiles ?? 1,
        columns: shade?.columns ?? 0,
        probabilities: shade?.values ?? NO_OVERLAY.probabilities,
        hints,
        readings: huntStore.getState().readings,
      },
    });
  const showZones = ({ hunts, hunter }: HuntState): void =>
    setMarks({
      zones: hunts
        .filter(({ phase }) => phase !== "over" && phase !== "cancelled")
        .map(({ title, zone, hunt }) => ({ title, zone, own: hunt === hunter?.hunt })),
    });
  const unsubscribes = [
    linkGreatFinds((greats) => setMarks({ greats })),
    chartStore.subscribe(showChart),
    huntStore.subscribe((state, before) => {
      if (state.hunts !== before.hunts || state.hunter?.hunt !== before.hunter?.hunt) showZones(state);
    }),
  ];
  return () => {
    for (const unsubscribe of unsubscribes) unsubscribe();
    setMarks({ overlay: NO_OVERLAY, zones: [], mates: [], greats: [] });
  };
}

/** Shows the teammates who are in view. Call this a few times a second. */
export function showMates(world: GameWorld, nowMs: number): void {
  const { team } = huntStore.getState();
  const shown = world.shownTicks(nowMs);
  const mates = (team?.members ?? []).flatMap(({ mover, name }) => {
    const track = mover === undefined || mover === world.mover ? undefined : world.view.movers.get(mover);
    if (track === undefined) return [];
    return [{ name, x: world.xOf(track, shown) / TILE_SUB, y: world.yOf(track, shown) / TILE_SUB }];
  });
  if (mates.length > 0 || team !== undefined) setMarks({ mates });
}
