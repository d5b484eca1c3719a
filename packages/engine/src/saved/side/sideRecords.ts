// What a saved world has besides its tables, one record for each part: the hunts, the season, the teams, and what is found
// alone. Each is written only when it changed and kept twice: in its newest and its previous version while it changes with
// every tick, else in two copies. The base record says which save wrote the newest.
import { MAX_TEAM } from "@doubloon/shared/hunt/rules";
import { MAX_MOVERS } from "@doubloon/shared/ids";
import {
  ARCHIVED_ROWS,
  type ArchivedRow,
  type GreatFind,
  MAX_ARCHIVES,
  MAX_GREAT_FINDS,
  type SeasonArchive,
} from "../../boards/season.ts";
import { MAX_ACCOUNTS, NAME_BYTES } from "../../columns/accounts.ts";
import type { Hunt } from "../../hunts/hunt.ts";
import { MAX_HUNTS } from "../../hunts/hunts.ts";
import type { TeamScore, TeamState } from "../../teams/teams.ts";
import type { World } from "../../world.ts";
import { RecordKind } from "../record.ts";
import type { SideVersions } from "../saveState.ts";
import { type Codec, fixed, list, maybe, natural, pattern, struct, text, u32 } from "./codec.ts";
import { huntCodec } from "./huntCodec.ts";

export type SideName = keyof SideVersions;

export interface SideRecord {
  readonly name: SideName;
  readonly kind: RecordKind;
  /** A number that is another one whenever the part has changed; undefined while it changes with every tick. */
  revision(world: World): number | undefined;
  /** Writes and reads the part as one value; `apply` puts a value that was read into the world. */
  readonly part: SidePart<unknown>;
}

interface SidePart<T> {
  readonly codec: Codec<T>;
  take(world: World): T;
  apply(world: World, value: T): void;
}

interface HuntsPart {
  readonly lastThread: number;
  readonly lastNumber: number;
  readonly list: readonly Hunt[];
}

const huntsPart: SidePart<HuntsPart> = {
  codec: struct<HuntsPart>({ lastThread: u32, lastNumber: u32, list: list(huntCodec, MAX_HUNTS) }),
  take: ({ hunts }) => hunts,
  apply({ hunts }, value) {
    hunts.lastThread = value.lastThread;
    hunts.lastNumber = value.lastNumber;
    hunts.list.splice(0, hunts.list.length, ...value.list);
  },
};

interface SeasonPart {
  readonly day: number;
  readonly number: number;
  readonly pending: readonly number[];
  readonly archives: readonly SeasonArchive[];
  readonly greatFinds: readonly GreatFind[];
}

const archivedRow = struct<ArchivedRow>({
  playerId: pattern(22, /^[A-Za-z0-9_-]{22}$/),
  name: text(NAME_BYTES),
  points: u32,
});

const seasonPart: SidePart<SeasonPart> = {
  codec: struct<SeasonPart>({
    day: u32,
    number: u32,
    pending: list(u32, 2 * MAX_ACCOUNTS),
    archives: list(
      struct<SeasonArchive>({ season: u32, players: u32, rows: list(archivedRow, ARCHIVED_ROWS) }),
      MAX_ARCHIVES,
    ),
    greatFinds: list(struct<GreatFind>({ hunt: u32, tile: u32, name: text(NAME_BYTES) }), MAX_GREAT_FINDS),
  }),
  take: ({ board, season }) => ({
    day: board.day,
    number: season.number,
    pending: season.pending,
    archives: season.archives,
    greatFinds: season.greatFinds,
  }),
  apply({ board, season }, value) {
    board.day = value.day;
    season.number = value.number;
    season.pending.splice(0, season.pending.length, ...value.pending);
    season.archives.splice(0, season.archives.length, ...value.archives);
    season.greatFinds.splice(0, season.greatFinds.length, ...value.greatFinds);
  },
};

const teamScore = struct<TeamScore>({ hunt: u32, points: u32, at: natural });
const team = struct<TeamState>({
  code: text(NAME_BYTES),
  members: list(u32, MAX_TEAM),
  scores: list(teamScore, MAX_HUNTS),
});
type OneScoreTeam = Omit<TeamState, "scores"> & TeamScore;
const oneScoreTeam = struct<OneScoreTeam>({
  code: text(NAME_BYTES),
  members: list(u32, MAX_TEAM),
  hunt: u32,
  points: u32,
  at: natural,
});

/**
 * A slot of the teams, after a byte that says what it holds: 0 nothing, 2 a team. 1 is only read: it is a team as it was
 * saved when a team had points in one hunt at a time.
 */
const teamSlot: Codec<TeamState | undefined> = {
  write(writer, value) {
    writer.u8(value === undefined ? 0 : 2);
    if (value !== undefined) team.write(writer, value);
  },
  read(reader, what) {
    const tag = reader.u8(what);
    switch (tag) {
      case 0:
        return undefined;
      case 1: {
        const { code, members, hunt, points, at } = oneScoreTeam.read(reader, what);
        return { code, members, scores: points > 0 ? [{ hunt, points, at }] : [] };
      }
      case 2:
        return team.read(reader, what);
      default:
        return reader.fail(what, `${tag}`, "0 to 2");
    }
  },
};

const teamsPart: SidePart<(TeamState | undefined)[]> = {
  codec: list(teamSlot, MAX_MOVERS),
  take: ({ teams }) => teams.slots,
  apply: ({ teams }, slots) => void teams.slots.splice(0, teams.slots.length, ...slots),
};

interface SoloPart {
  readonly secret: Uint8Array | undefined;
  readonly glintDay: number;
  readonly glintCursor: number;
}

/** Without the searches, which end when their players leave. */
const soloPart: SidePart<SoloPart> = {
  codec: struct<SoloPart>({ secret: maybe(fixed(32)), glintDay: u32, glintCursor: u32 }),
  take: ({ solo }) => solo,
  apply({ solo }, { secret, glintDay, glintCursor }) {
    solo.secret = secret;
    solo.glintDay = glintDay;
    solo.glintCursor = glintCursor;
  },
};

export const sideRecords: readonly SideRecord[] = [
  {
    name: "hunts",
    kind: RecordKind.hunts,
    revision: ({ hunts: { list, lastNumber, lastThread } }) =>
      list.length > 0 ? undefined : lastNumber * 2 ** 32 + lastThread,
    part: huntsPart as SidePart<unknown>,
  },
  {
    name: "season",
    kind: RecordKind.season,
    revision: ({ season }) => season.revision,
    part: seasonPart as SidePart<unknown>,
  },
  {
    name: "teams",
    kind: RecordKind.teams,
    revision: ({ teams }) => teams.revision,
    part: teamsPart as SidePart<unknown>,
  },
  {
    name: "solo",
    kind: RecordKind.solo,
    revision: ({ solo: { secret, glintDay, glintCursor } }) =>
      (glintDay * 2 ** 20 + glintCursor) * 2 + (secret === undefined ? 0 : 1),
    part: soloPart as SidePart<unknown>,
  },
];

export function sideKey(name: SideName, slot: number): string {
  return `${name}:${slot}`;
}
