import { Accounts } from "@doubloon/engine/columns/accounts";
import type { Command } from "@doubloon/engine/commands";
import { playerId } from "@doubloon/engine/testing/testWorld";
import type { MoverId } from "@doubloon/shared/ids";
import { checkName } from "@doubloon/shared/names";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guardName } from "../names/nameGuard.ts";
import { skeleton } from "../names/skeleton.ts";
import { PlayerIndex } from "./playerIndex.ts";
import { PresentNames } from "./presentNames.ts";

/** A minimal world: a player who enters gets an account, and a mover of the same number. */
class Town {
  readonly accounts = new Accounts();
  readonly players = new PlayerIndex();
  readonly names = new PresentNames();

  settle(...commands: readonly Command[]): void {
    for (const command of this.names.settle(commands, this.players, this.accounts)) {
      if (command.type === "leave") this.players.delete(command.mover);
      else if (command.type === "enter") {
        const { playerId: id, name } = command;
        const row = this.accounts.find(id) ?? this.accounts.add(id, name ?? "");
        if (name !== undefined) this.accounts.rename(row, name);
        const mover = row as MoverId;
        const controller = { gateway: "g", session: 1, feed: undefined, leaving: false, notifiedRank: 0 };
        this.players.set(mover, { ...controller, playerId: id, name: this.accounts.nameOf(row) });
      }
    }
  }

  enter(n: number, name: string | undefined, bot = false): string {
    this.settle({ type: "enter", playerId: playerId(n), name, ...(bot ? { bot } : {}) });
    return this.accounts.nameOf(this.accounts.find(playerId(n))!);
  }

  leave(n: number): Command {
    return { type: "leave", mover: this.players.moverOf(playerId(n))! };
  }

  get present(): string[] {
    return [...this.players.movers()].map((mover) => this.players.controllerOf(mover)!.name);
  }
}

describe("N2 names that look like one already present", () => {
  it("N2 get a number, each the next one", () => {
    const town = new Town();
    expect(town.enter(1, "Anne")).toBe("Anne");
    expect(town.enter(2, "Anne")).toBe("Anne 2");
    expect(town.enter(3, "АNNЕ")).toBe("АNNЕ 3");
    expect(town.enter(4, "Anna")).toBe("Anna");
    expect(town.enter(5, "Anne 2")).toBe("Anne 4");
  });

  it("N2 the longest name is shortened to fit its number", () => {
    const town = new Town();
    town.enter(1, "x".repeat(16));
    expect(town.enter(2, "x".repeat(16))).toBe(`${"x".repeat(14)} 2`);
  });

  it("N2 a name is free once its player has left, in the same step too", () => {
    const town = new Town();
    town.enter(1, "Anne");
    town.settle(town.leave(1), { type: "enter", playerId: playerId(2), name: "Anne" });
    expect(town.present).toEqual(["Anne"]);
    expect(town.enter(1, undefined)).toBe("Anne 2");
  });

  it("N2 two players who enter in one step do not look alike", () => {
    const town = new Town();
    town.settle(
      { type: "enter", playerId: playerId(1), name: "Anne" },
      { type: "enter", playerId: playerId(2), name: "anne" },
    );
    expect(town.present).toEqual(["Anne", "anne 2"]);
  });

  it("N3 a player who comes back, or takes over, keeps the number while the name is taken", () => {
    const town = new Town();
    town.enter(1, "Anne");
    town.enter(2, "Anne");
    expect(town.enter(2, "Anne")).toBe("Anne 2");
    expect(town.enter(2, undefined)).toBe("Anne 2");
    town.settle(town.leave(2));
    expect(town.enter(2, "Anne")).toBe("Anne 2");
    town.settle(town.leave(1));
    expect(town.enter(2, "Anne")).toBe("Anne");
  });

  it("N2 a player who leaves and enters in one step keeps the name", () => {
    const town = new Town();
    town.enter(1, "Anne");
    town.settle(town.leave(1), { type: "enter", playerId: playerId(1), name: undefined });
    expect(town.enter(2, "Anne")).toBe("Anne 2");
  });

  it("N2 a player who could not enter holds no name", () => {
    const town = new Town();
    town.names.settle([{ type: "enter", playerId: playerId(1), name: "Anne" }], town.players, town.accounts);
    town.names.release(playerId(1));
    expect(town.enter(2, "Anne")).toBe("Anne");
  });

  it("N2 no two players present ever look alike, and every name is valid", () => {
    const name = fc.constantFrom(
      "Anne",
      "ANNE",
      "АNNЕ",
      "Anne 2",
      "Anne 3",
      "Bill",
      "Bi11",
      "x".repeat(16),
      undefined,
    );
    const moves = fc.array(fc.tuple(fc.nat(11), name), { maxLength: 60 });
    fc.assert(
      fc.property(moves, (all) => {
        const town = new Town();
        for (const [n, wanted] of all) {
          if (town.players.moverOf(playerId(n)) !== undefined && wanted === undefined)
            town.settle(town.leave(n));
          else town.enter(n, wanted ?? (town.accounts.find(playerId(n)) === undefined ? "Carl" : undefined));
          expect(new Set(town.present.map(skeleton)).size).toBe(town.present.length);
          for (const present of town.present) expect(checkName(present)).toEqual({ ok: true, name: present });
        }
      }),
      { seed: 1 },
    );
  });

  it("N2 thousands of players with one name get consecutive numbers", () => {
    const town = new Town();
    for (let n = 0; n < 5000; n++) expect(town.enter(n, "Anne")).toBe(n === 0 ? "Anne" : `Anne ${n + 1}`);
  });
});

describe("names of bots", () => {
  it("H13 end with a gear, which no player may have, and are numbered before it", () => {
    const town = new Town();
    expect(town.enter(1, "Salty", true)).toBe("Salty ⚙");
    expect(town.enter(2, "Salty", true)).toBe("Salty 2 ⚙");
    expect(town.enter(3, "Salty")).toBe("Salty 3");
    town.settle(town.leave(1));
    expect(town.enter(1, undefined, true)).toBe("Salty ⚙");
    for (const name of ["Salty ⚙", "⚙", "⚙\ufe0f Anne"]) expect(guardName(name)).toBe("nameReserved");
  });

  it("H13 lose the gear when a person takes the account over", () => {
    const town = new Town();
    town.enter(1, "Salty", true);
    town.settle(town.leave(1));
    expect(town.enter(1, undefined)).toBe("Salty");
  });
});
