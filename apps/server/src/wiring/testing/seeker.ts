// A player for tests who walks to the nearest treasure in view and picks it up, again and again, and checks at every welcome
// that the server still has what it said was the player's.

import { FIRST_MARK } from "@doubloon/shared/hunt/marks";
import { Gait, gaitOf } from "@doubloon/shared/movement";
import type { GameContent } from "@doubloon/shared/protocol/events";
import { makeChunkGrid, TILE_SUB } from "@doubloon/shared/space";
import type { MoverTrack } from "@doubloon/shared/view/moverTrack";
import { RoomView } from "@doubloon/shared/view/roomView";
import { decodeFrame } from "@doubloon/shared/wire/frameReader";
import { openPlayer, type Player } from "./player.ts";

const DECIDE_MS = 250;
/** Decisions for one treasure before it counts as out of reach. */
const MAX_ATTEMPTS = 12;
const HEADINGS = 64;

export interface Seeker {
  readonly player: Player;
  /** The highest score that it was told of. */
  readonly confirmed: number;
  /** How often the world has answered an input of it. */
  readonly answered: number;
  /** Welcomes as another player, or with less than it was told before. */
  readonly missing: readonly string[];
  close(): void;
}

/** Opens a seeker, or an earlier one again. */
export function openSeeker(url: string, name: string, earlier?: Seeker): Seeker {
  const player = openPlayer(url, name, {}, earlier?.player.welcomes.at(-1)?.token);
  const missing: string[] = [...(earlier?.missing ?? [])];
  let playerId = earlier?.player.welcomes[0].playerId;
  let confirmed = earlier?.confirmed ?? 0;
  const tried = new Set<number>();
  let view: RoomView | undefined;
  let target: number | undefined;
  let attempts = 0;
  let answered = 0;
  let lastAck: number | undefined;

  player.onWelcome = ({ playerId: id, standing, contentUrl }) => {
    playerId ??= id;
    if (id !== playerId) missing.push(`${name} is player ${id}, was ${playerId}`);
    if (standing.score < seeker.confirmed) {
      missing.push(`${name} has ${standing.score} points, was told of ${seeker.confirmed}`);
    }
    confirmed = Math.max(confirmed, standing.score);
    view = undefined;
    tried.clear();
    void fetch(new URL(contentUrl, url))
      .then((response) => response.json() as Promise<GameContent>)
      .then(({ map }) => {
        view = new RoomView(makeChunkGrid(map.widthTiles, map.heightTiles));
        player.send({ kind: "resync" });
      })
      // The gateway has gone; another welcome follows.
      .catch(() => undefined);
  };
  player.onFrame = (bytes) => {
    if (view?.apply(decodeFrame(bytes)) === "gap") player.send({ kind: "resync", seenTick: view.tick });
    const ack = self()?.ack;
    if (ack === undefined || ack === lastAck) return;
    lastAck = ack;
    answered++;
  };

  function self(): MoverTrack | undefined {
    const mover = player.welcomes.at(-1)?.mover;
    return mover === undefined ? undefined : view?.movers.get(mover);
  }

  function decide(): void {
    const own = self();
    if (!player.connected || view === undefined || own === undefined) return;
    const seenTick = view.tick;
    const stands = gaitOf(own.last.motion) === Gait.stopped;
    const walks = attempts === 0 || (!stands && attempts < MAX_ATTEMPTS);
    if (target !== undefined && view.loot.has(target) && walks) {
      attempts++;
      player.send({ kind: "ack", seenTick });
      return;
    }
    if (target !== undefined) tried.add(target);
    const [x, y] = [own.xAt(seenTick), own.yAt(seenTick)];
    let nearest = Number.POSITIVE_INFINITY;
    target = undefined;
    attempts = 0;
    for (const [key, { tileX, tileY, kind }] of view.loot) {
      if (kind >= FIRST_MARK || tried.has(key)) continue;
      const distance = (centreOf(tileX) - x) ** 2 + (centreOf(tileY) - y) ** 2;
      if (distance < nearest) [nearest, target] = [distance, key];
    }
    const loot = target === undefined ? undefined : view.loot.get(target);
    if (loot === undefined) {
      tried.clear();
      player.send({ kind: "heading", seenTick, heading: Math.floor(Math.random() * HEADINGS) });
    } else {
      player.send({ kind: "point", seenTick, x: centreOf(loot.tileX), y: centreOf(loot.tileY) });
    }
  }
  const timer = setInterval(decide, DECIDE_MS);

  const seeker: Seeker = {
    player,
    missing,
    get answered() {
      return answered;
    },
    get confirmed() {
      return Math.max(confirmed, ...player.awards.map(({ standing }) => standing.score));
    },
    close() {
      clearInterval(timer);
      player.close();
    },
  };
  return seeker;
}

function centreOf(tile: number): number {
  return tile * TILE_SUB + TILE_SUB / 2;
}
