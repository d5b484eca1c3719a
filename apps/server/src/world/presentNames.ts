// The names of the players in the world, compared by their look-alike skeletons. A player whose name looks like that of a
// player present gets a number appended, so that nobody can impersonate another. Names of automatic players get a mark. No
// player is refused because of a name.
import type { Accounts } from "@doubloon/engine/columns/accounts";
import type { Command, EnterCommand } from "@doubloon/engine/commands";
import type { PlayerId } from "@doubloon/shared/ids";
import { BOT_MARK, MAX_NAME_CHARS } from "@doubloon/shared/names";
import { skeleton } from "../names/skeleton.ts";
import type { PlayerIndex } from "./playerIndex.ts";

/** Numbers tried for one player; if all are taken, the last one is used. The next player continues from there. */
const MAX_TRIES = 8;
const MARK = new RegExp(` ${BOT_MARK}$`);
const NUMBER = / \d{1,7}$/;

interface Present {
  /** The skeleton of the name. */
  readonly nameSkeleton: string;
  /** The skeleton of the name without its number. */
  readonly family: string;
}

/** The players whose names look alike without their numbers. */
interface Family {
  members: number;
  /** The number to try first. */
  next: number;
}

export class PresentNames {
  readonly #present = new Map<PlayerId, Present>();
  /** The number of players with a name of each skeleton. */
  readonly #skeletonCounts = new Map<string, number>();
  readonly #families = new Map<string, Family>();

  /**
   * Returns the commands of a step with the names that players get. Call it once for each step, in order, because the
   * result depends on who is present. The world gets the final names, so that its saves and any replay contain them.
   */
  settle(commands: readonly Command[], players: PlayerIndex, accounts: Accounts): readonly Command[] {
    return commands.map((command) => {
      if (command.type === "enter") return this.#settleEnter(command, accounts);
      if (command.type !== "leave") return command;
      const controller = players.controllerOf(command.mover);
      if (controller !== undefined) this.release(controller.playerId);
      return command;
    });
  }

  /** Frees the name of a player who has left, or could not enter. */
  release(playerId: PlayerId): void {
    const present = this.#present.get(playerId);
    if (present === undefined) return;
    this.#present.delete(playerId);
    const left = (this.#skeletonCounts.get(present.nameSkeleton) ?? 0) - 1;
    if (left > 0) this.#skeletonCounts.set(present.nameSkeleton, left);
    else this.#skeletonCounts.delete(present.nameSkeleton);
    const family = this.#families.get(present.family);
    if (family !== undefined && --family.members === 0) this.#families.delete(present.family);
  }

  #settleEnter(command: EnterCommand, accounts: Accounts): EnterCommand {
    const { playerId } = command;
    const row = accounts.find(playerId);
    const before = row === undefined ? undefined : accounts.nameOf(row);
    const previous = before?.replace(MARK, "");
    const claimed = this.#claim(playerId, command.name ?? previous ?? "", previous);
    const name = command.bot === true ? `${claimed} ${BOT_MARK}` : claimed;
    return name === (command.name ?? before) ? command : { ...command, name };
  }

  /** Picks a free name. `previous` is the player's last name, which may have a number already. */
  #claim(playerId: PlayerId, wanted: string, previous: string | undefined): string {
    this.release(playerId);
    const base = wanted.replace(NUMBER, "");
    const baseSkeleton = skeleton(base);
    let family = this.#families.get(baseSkeleton);
    if (family === undefined) {
      family = { members: 0, next: 2 };
      this.#families.set(baseSkeleton, family);
    }
    family.members++;
    let name = wanted;
    let nameSkeleton = base === wanted ? baseSkeleton : skeleton(wanted);
    if (this.#skeletonCounts.has(nameSkeleton) && previous !== undefined && previous !== wanted) {
      const previousSkeleton = skeleton(previous);
      if (
        skeleton(previous.replace(NUMBER, "")) === baseSkeleton &&
        !this.#skeletonCounts.has(previousSkeleton)
      ) {
        name = previous;
        nameSkeleton = previousSkeleton;
      }
    }
    for (let tries = 0; tries < MAX_TRIES && this.#skeletonCounts.has(nameSkeleton); tries++) {
      name = numbered(base, family.next++);
      nameSkeleton = skeleton(name);
    }
    this.#present.set(playerId, { nameSkeleton, family: baseSkeleton });
    this.#skeletonCounts.set(nameSkeleton, (this.#skeletonCounts.get(nameSkeleton) ?? 0) + 1);
    return name;
  }
}

/** A name with a number appended, shortened so that both fit. */
function numbered(base: string, number: number): string {
  const suffix = ` ${number}`;
  const head = [...base].slice(0, MAX_NAME_CHARS - suffix.length).join("");
  return head.trimEnd() + suffix;
}
