// The names of those who are in the world, by what they look like. A newcomer whose name looks like that of somebody present
// gets a number behind it, so that nobody passes for another. Nobody is refused for a name here.
import type { Accounts } from "@doubloon/engine/columns/accounts";
import type { Command, EnterCommand } from "@doubloon/engine/commands";
import type { PlayerId } from "@doubloon/shared/ids";
import { MAX_NAME_CHARS } from "@doubloon/shared/names";
import { skeleton } from "../names/skeleton.ts";
import type { PlayerIndex } from "./playerIndex.ts";

/** Numbers tried for one newcomer; if all are taken the last one has to do. The next newcomer goes on behind it. */
const MAX_TRIES = 8;
const NUMBER = / \d{1,7}$/;

interface Present {
  readonly look: string;
  /** What the name without its number looks like. */
  readonly family: string;
}

/** Those whose names without number look alike. */
interface Family {
  members: number;
  /** The number to be tried first. */
  next: number;
}

export class PresentNames {
  readonly #present = new Map<PlayerId, Present>();
  /** How many have a name of that look. */
  readonly #looks = new Map<string, number>();
  readonly #families = new Map<string, Family>();

  /**
   * The commands of a step with the names that players get. To be called once for each step, in order: the answer depends on
   * who is present. The world is given the names, so that its snapshot and any replay hold them.
   */
  settle(commands: readonly Command[], roster: PlayerIndex, accounts: Accounts): readonly Command[] {
    return commands.map((command) => {
      if (command.type === "enter") return this.#settleEnter(command, accounts);
      const lead = roster.controllerOf(command.mover);
      if (lead !== undefined) this.release(lead.playerId);
      return command;
    });
  }

  /** The player is not in the world, or no longer. */
  release(playerId: PlayerId): void {
    const present = this.#present.get(playerId);
    if (present === undefined) return;
    this.#present.delete(playerId);
    const left = (this.#looks.get(present.look) ?? 0) - 1;
    if (left > 0) this.#looks.set(present.look, left);
    else this.#looks.delete(present.look);
    const family = this.#families.get(present.family);
    if (family !== undefined && --family.members === 0) this.#families.delete(present.family);
  }

  #settleEnter(command: EnterCommand, accounts: Accounts): EnterCommand {
    const { playerId } = command;
    const row = accounts.find(playerId);
    const former = row === undefined ? undefined : accounts.nameOf(row);
    const name = this.#claim(playerId, command.name ?? former ?? "", former);
    return name === (command.name ?? former) ? command : { ...command, name };
  }

  /** `former` is the name that the player had before, which may have a number already. */
  #claim(playerId: PlayerId, wanted: string, former: string | undefined): string {
    this.release(playerId);
    const base = wanted.replace(NUMBER, "");
    const familyLook = skeleton(base);
    let family = this.#families.get(familyLook);
    if (family === undefined) {
      family = { members: 0, next: 2 };
      this.#families.set(familyLook, family);
    }
    family.members++;
    let name = wanted;
    let look = base === wanted ? familyLook : skeleton(wanted);
    if (this.#looks.has(look) && former !== undefined && former !== wanted) {
      const formerLook = skeleton(former);
      if (skeleton(former.replace(NUMBER, "")) === familyLook && !this.#looks.has(formerLook)) {
        name = former;
        look = formerLook;
      }
    }
    for (let tries = 0; tries < MAX_TRIES && this.#looks.has(look); tries++) {
      name = numbered(base, family.next++);
      look = skeleton(name);
    }
    this.#present.set(playerId, { look, family: familyLook });
    this.#looks.set(look, (this.#looks.get(look) ?? 0) + 1);
    return name;
  }
}

/** A name with a number, cut so that both fit. */
function numbered(base: string, number: number): string {
  const suffix = ` ${number}`;
  const head = [...base].slice(0, MAX_NAME_CHARS - suffix.length).join("");
  return head.trimEnd() + suffix;
}
