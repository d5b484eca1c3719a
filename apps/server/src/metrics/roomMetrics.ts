// Prometheus gauges of how the rooms of each class are served.
import type { RoomRates } from "../world/feeds/roomFeeds.ts";
import type { Metrics } from "./metrics.ts";

const GAUGES = [
  ["doubloon_rooms", "Rooms with viewers", "rooms"],
  ["doubloon_room_viewers", "Viewers of these rooms", "viewers"],
  ["doubloon_room_rate_hz", "Average frame rate of these rooms' feeds, weighted by viewers", "rateHz"],
  ["doubloon_room_hidden_movers", "Movers omitted from the newest frames of these rooms, summed", "hidden"],
] as const;

/** Adds the gauges, labelled by room class. `rates` returns an empty list while no world runs here. */
export function addRoomMetrics(metrics: Metrics, rates: () => readonly RoomRates[]): void {
  for (const [name, help, key] of GAUGES) {
    metrics.gaugeBy(name, help, "class", () => rates().map((row) => [row.roomClass, row[key]] as const));
  }
}
