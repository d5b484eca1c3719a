// Prometheus gauges of how the rooms of each class are served.
import type { RoomPace } from "../world/feeds/roomFeeds.ts";
import type { Metrics } from "./metrics.ts";

const GAUGES = [
  ["doubloon_rooms", "Rooms with viewers", "rooms"],
  ["doubloon_room_viewers", "Players subscribed to such rooms", "viewers"],
  ["doubloon_room_rate_hz", "Frames a second sent to such a room", "rateHz"],
  ["doubloon_room_hidden_movers", "Movers omitted from the rooms' newest frames, in total", "hidden"],
] as const;

/** Adds the gauges, labelled by room class. `pace` returns an empty list while no world runs here. */
export function addRoomMetrics(metrics: Metrics, pace: () => readonly RoomPace[]): void {
  for (const [name, help, key] of GAUGES) {
    metrics.gaugeBy(name, help, "class", () => pace().map((row) => [row.roomClass, row[key]] as const));
  }
}
