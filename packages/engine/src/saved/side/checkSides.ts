// Checks hunts, season and teams against the rest of a world that was read: every number that names something names
// something that is there. Throws a SnapshotError for the first fault.
import { CacheState } from "../../hunts/caches.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { FORGOTTEN } from "../../hunts/huntResults.ts";
import type { World } from "../../world.ts";
import { SnapshotError } from "../snapshotError.ts";

/** Tiles of a zone: more than any map whose hunts can be planned in their countdown. */
const MAX_ZONE_TILES = 2 ** 24;

/**
 * Checks everything but the hunters' rows, see `checkHunters`. `sameMap` is false if places still belong to another map.
 */
export function checkSides(world: World, sameMap: boolean): void {
  checkTeams(world);
  checkSeason(world);
  const numbers = new Set<number>();
  for (const hunt of world.hunts.list) {
    const { number } = hunt.resolved;
    check(
      !numbers.has(number) && number > 0 && number <= world.hunts.lastNumber,
      "hunt number",
      number,
      "a new one",
    );
    numbers.add(number);
    checkHunt(world, hunt, sameMap);
  }
}

function check(holds: boolean, what: string, found: number | string, expected: string): void {
  if (!holds) throw new SnapshotError(`saved ${what}: ${found}, expected ${expected}`);
}

function isAccount({ accounts }: World, account: number): boolean {
  return account < accounts.high && accounts.idOf(account) !== "";
}

function checkTeams(world: World): void {
  const members = new Set<number>();
  const codes = new Set<string>();
  for (const [slot, team] of world.teams.slots.entries()) {
    if (team === undefined) continue;
    check(!codes.has(team.code), `team ${slot}`, "a code of two teams", "a code of its own");
    codes.add(team.code);
    check(team.members.length > 0, `team ${slot}`, "no member", "at least one");
    for (const account of team.members) {
      const alone = isAccount(world, account) && !members.has(account);
      check(alone, `team ${slot} member`, account, "a player's row, in one team");
      members.add(account);
    }
    const hunts = new Set(team.scores.map(({ hunt }) => hunt));
    check(hunts.size === team.scores.length, `team ${slot} scores`, team.scores.length, "one a hunt");
    for (const { points } of team.scores) check(points > 0, `team ${slot} points`, points, "at least 1");
  }
}

function checkSeason(world: World): void {
  const { season, map } = world;
  check(season.pending.length % 2 === 0, "season", season.pending.length, "pairs of account and points");
  for (const { tile } of season.greatFinds) {
    check(tile < map.widthTiles * map.heightTiles, "great find", tile, "a tile of the map");
  }
}

function checkHunt(world: World, hunt: Hunt, sameMap: boolean): void {
  const name = `hunt ${hunt.resolved.number}`;
  const { caches, resolved } = hunt;
  checkCaches(world, name, hunt, sameMap);
  const { width, height } = resolved.zone;
  const area = width * height;
  check(area > 0 && area <= MAX_ZONE_TILES, `${name} zone`, `${width} x ${height}`, "tiles of a map");
  const tiers = resolved.tiers.length;
  check(tiers > 0, `${name} tiers`, tiers, "at least one");
  check(hunt.waveEnds.length > 0, `${name} waves`, hunt.waveEnds.length, "at least one");
  check(hunt.wave <= hunt.waveEnds.length, `${name} wave`, hunt.wave, `at most ${hunt.waveEnds.length}`);
  check(hunt.nonces.length <= hunt.hunters, `${name} nonces`, hunt.nonces.length, "at most one a hunter");
  const planned = hunt.phase === "running" || hunt.phase === "podium";
  check(!planned || hunt.root !== "", `${name} root`, "none", "one from the countdown's end on");
  check(
    hunt.root === "" || hunt.ties.some((word) => word > 0),
    `${name} ties`,
    "zeros",
    "a word that is not 0",
  );
  const anyone = (account: number): boolean => account === FORGOTTEN || isAccount(world, account);
  check(
    hunt.leader === 0 || isAccount(world, hunt.leader - 1),
    `${name} leader`,
    hunt.leader,
    "a player's row",
  );
  for (const row of hunt.untuned)
    check(row < world.hunts.hunters.high, `${name} untuned`, row, "a hunter's row");
  for (const { cache, finders, workers, work, diggers, since } of hunt.struck) {
    check(cache < caches.count, `${name} struck`, cache, `less than ${caches.count}`);
    check(workers.length === work.length, `${name} work`, work.length, `${workers.length} numbers`);
    check(diggers.length === since.length, `${name} diggers`, since.length, `${diggers.length} numbers`);
    for (const account of [...finders, ...workers])
      check(anyone(account), `${name} finder`, account, "a player's row");
  }
  for (const { cache, accounts, points } of hunt.found) {
    check(cache < caches.count, `${name} found`, cache, `less than ${caches.count}`);
    check(accounts.length === points.length, `${name} points`, points.length, `${accounts.length} numbers`);
    for (const account of accounts) check(anyone(account), `${name} finder`, account, "a player's row");
  }
  for (const { account } of hunt.results) check(anyone(account), `${name} result`, account, "a player's row");
}

function checkCaches({ map }: World, name: string, hunt: Hunt, sameMap: boolean): void {
  const { caches, resolved, waveEnds } = hunt;
  for (let i = 0; i < caches.count; i++) {
    const inside = caches.tileX[i] < map.widthTiles && caches.tileY[i] < map.heightTiles;
    check(
      inside || !sameMap,
      `${name} cache ${i}`,
      `tile ${caches.tileX[i]},${caches.tileY[i]}`,
      "a tile of the map",
    );
    check(
      caches.state[i] <= CacheState.lost,
      `${name} cache ${i} state`,
      caches.state[i],
      `at most ${CacheState.lost}`,
    );
    check(
      caches.wave[i] < waveEnds.length,
      `${name} cache ${i} wave`,
      caches.wave[i],
      `less than ${waveEnds.length}`,
    );
    const tier = caches.tier[i];
    check(tier >= -1 && tier < resolved.tiers.length, `${name} cache ${i} tier`, tier, "a tier, or -1");
  }
}
