// The teams in numbered slots, the lowest free one first, so that a restored world gives out the same ones. A team ends with
// its last member; nobody in it is special. It knows no rule of the hunt, and no connection.
import { MAX_TEAM } from "@doubloon/shared/hunt/rules";
import { RankedRows } from "../boards/rankedRows.ts";

/** What a team won in one hunt. */
export interface TeamScore {
  readonly hunt: number;
  /** At least 1. */
  points: number;
  /** Number of the award that came last. */
  at: number;
}

export interface TeamState {
  /** By which others join; only members may see it. */
  readonly code: string;
  /** Account rows in order of joining, at most MAX_TEAM. */
  readonly members: number[];
  /** One for each hunt that is not archived and in which the team won points: members may be in different hunts. */
  readonly scores: TeamScore[];
}

/** A team's score in a hunt; undefined if it won no points there. */
export function scoreIn({ scores }: TeamState, hunt: number): TeamScore | undefined {
  return scores.find((score) => score.hunt === hunt);
}

export class Teams {
  readonly slots: (TeamState | undefined)[] = [];
  /** Grows with every change. Not part of the world's state. */
  revision = 0;
  readonly #slotOfCode = new Map<string, number>();
  readonly #slotOfAccount = new Map<number, number>();
  /** Slots with points, by hunt. */
  readonly #boards = new Map<number, RankedRows>();

  /** The slot of an account's team; undefined if it is in none. */
  slotOf(account: number): number | undefined {
    return this.#slotOfAccount.get(account);
  }

  teamOf(account: number): TeamState | undefined {
    const slot = this.#slotOfAccount.get(account);
    return slot === undefined ? undefined : this.slots[slot];
  }

  find(code: string): TeamState | undefined {
    const slot = this.#slotOfCode.get(code);
    return slot === undefined ? undefined : this.slots[slot];
  }

  /** Creates a team of one. The account is in no team, and no team has the code. */
  create(code: string, account: number): TeamState {
    let slot = this.slots.indexOf(undefined);
    if (slot < 0) slot = this.slots.length;
    const team: TeamState = { code, members: [], scores: [] };
    this.slots[slot] = team;
    this.#slotOfCode.set(code, slot);
    this.join(team, account);
    return team;
  }

  /** Adds an account that is in no team. Returns false if the team is full. */
  join(team: TeamState, account: number): boolean {
    if (team.members.length >= MAX_TEAM) return false;
    team.members.push(account);
    this.#slotOfAccount.set(account, this.#slotOfCode.get(team.code) ?? -1);
    this.revision++;
    return true;
  }

  /** Takes an account out of its team, and returns that team; it is gone if that was the last member. */
  leave(account: number): TeamState | undefined {
    const slot = this.#slotOfAccount.get(account);
    const team = slot === undefined ? undefined : this.slots[slot];
    if (slot === undefined || team === undefined) return undefined;
    team.members.splice(team.members.indexOf(account), 1);
    this.#slotOfAccount.delete(account);
    if (team.members.length === 0) {
      for (const { hunt } of team.scores) this.boardOf(hunt).remove(slot);
      this.#slotOfCode.delete(team.code);
      this.slots[slot] = undefined;
      while (this.slots.length > 0 && this.slots.at(-1) === undefined) this.slots.pop();
    }
    this.revision++;
    return team;
  }

  /** Adds points of a hunt to a team. `serial` is the award's number. */
  award(slot: number, hunt: number, points: number, serial: number): void {
    const team = this.slots[slot];
    if (team === undefined || points <= 0) return;
    const score = scoreIn(team, hunt);
    const board = this.boardOf(hunt);
    if (score === undefined) {
      team.scores.push({ hunt, points, at: serial });
      board.insert(slot);
    } else {
      const after = score.points + points;
      board.move(slot, after, serial, () => {
        score.points = after;
        score.at = serial;
      });
    }
    this.revision++;
  }

  /** The slots with points in a hunt, in rank order. */
  boardOf(hunt: number): RankedRows {
    let board = this.#boards.get(hunt);
    if (board === undefined) {
      board = new RankedRows({
        points: (slot) => this.#scoreOf(slot, hunt)?.points ?? 0,
        at: (slot) => this.#scoreOf(slot, hunt)?.at ?? 0,
      });
      this.#boards.set(hunt, board);
    }
    return board;
  }

  /** Forgets the points of a hunt that is archived. */
  closeBoard(hunt: number): void {
    for (const team of this.slots) {
      const score = team === undefined ? undefined : scoreIn(team, hunt);
      if (team === undefined || score === undefined) continue;
      team.scores.splice(team.scores.indexOf(score), 1);
      this.revision++;
    }
    this.#boards.delete(hunt);
  }

  /** Rebuilds what is derived from the slots after they were filled from saved data. */
  reindex(): void {
    this.#slotOfCode.clear();
    this.#slotOfAccount.clear();
    this.#boards.clear();
    for (const [slot, team] of this.slots.entries()) {
      if (team === undefined) continue;
      this.#slotOfCode.set(team.code, slot);
      for (const account of team.members) this.#slotOfAccount.set(account, slot);
      for (const { hunt } of team.scores) this.boardOf(hunt).insert(slot);
    }
  }

  #scoreOf(slot: number, hunt: number): TeamScore | undefined {
    const team = this.slots[slot];
    return team === undefined ? undefined : scoreIn(team, hunt);
  }
}
