// How rooms of each class are served, for Prometheus: what the slot wheel, the governor and crowds come to.
import type { RoomPace } from "../world/feeds/roomFeeds.ts";
import type { Metrics } from "./metrics.ts";

const WHAT = [
  ["doubloon_rooms", "Rooms with viewers", "rooms"],
  ["doubloon_room_viewers", "Players who are sent such rooms' frames", "viewers"],
  ["doubloon_room_rate_hz", "Frames a second that such a room is sent", "rateHz"],
  ["doubloon_room_hidden_movers", "Movers left out of the rooms' newest frames, summed", "hidden"],
] as const;

/** Adds the figures by class; `pace` answers nothing while no world runs here. */
export function addRoomMetrics(metrics: Metrics, pace: () => readonly RoomPace[]): void {
  for (const [name, help, key] of WHAT) {
    metrics.gaugeBy(name, help, "class", () => pace().map((row) => [row.roomClass, row[key]] as const));
  }
}
