import { Accounts } from "@doubloon/engine/columns/accounts";
import type { Command } from "@doubloon/engine/commands";
import { playerId } from "@doubloon/engine/testing/testWorld";
import type { MoverId } from "@doubloon/shared/ids";
import { checkName } from "@doubloon/shared/names";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { skeleton } from "../names/skeleton.ts";
import { PlayerIndex } from "./playerIndex.ts";
import { PresentNames } from "./presentNames.ts";

/** Names as the world keeps them: who comes in has a mover of the same number, and is remembered. */
class Town {
  readonly accounts = new Accounts();
  readonly roster = new PlayerIndex();
  readonly names = new PresentNames();

  settle(...commands: readonly Command[]): void {
    for (const command of this.names.settle(commands, this.roster, this.accounts)) {
      if (command.type === "leave") this.roster.delete(command.mover);
      else {
        const { playerId: id, name } = command;
        const row = this.accounts.find(id) ?? this.accounts.add(id, name ?? "");
        if (name !== undefined) this.accounts.rename(row, name);
        const mover = row as MoverId;
        const controller = { gateway: "g", session: 1, feed: undefined, leaving: false, toldRank: 0 };
        this.roster.set(mover, { ...controller, playerId: id, name: this.accounts.nameOf(row) });
      }
    }
  }

  enter(n: number, name: string | undefined): string {
    this.settle({ type: "enter", playerId: playerId(n), name });
    return this.accounts.nameOf(this.accounts.find(playerId(n))!);
  }

  leave(n: number): Command {
    return { type: "leave", mover: this.roster.moverOf(playerId(n))! };
  }

  get present(): string[] {
    return [...this.roster.movers()].map((mover) => this.roster.controllerOf(mover)!.name);
  }
}

describe("N2 look-alikes of somebody present", () => {
  it("N2 get a number, and the next one the next", () => {
    const town = new Town();
    expect(town.enter(1, "Anne")).toBe("Anne");
    expect(town.enter(2, "Anne")).toBe("Anne 2");
    expect(town.enter(3, "АNNЕ")).toBe("АNNЕ 3");
    expect(town.enter(4, "Anna")).toBe("Anna");
    expect(town.enter(5, "Anne 2")).toBe("Anne 4");
  });

  it("N2 a number fits into the longest name", () => {
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

  it("N2 two of one step do not look alike", () => {
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

  it("N2 one step that takes a player out and in again keeps the name", () => {
    const town = new Town();
    town.enter(1, "Anne");
    town.settle(town.leave(1), { type: "enter", playerId: playerId(1), name: undefined });
    expect(town.enter(2, "Anne")).toBe("Anne 2");
  });

  it("N2 one who could not come in holds no name", () => {
    const town = new Town();
    town.names.settle([{ type: "enter", playerId: playerId(1), name: "Anne" }], town.roster, town.accounts);
    town.names.release(playerId(1));
    expect(town.enter(2, "Anne")).toBe("Anne");
  });

  it("N2 whoever comes and goes: no two look alike, and every name is one that may be had", () => {
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
          if (town.roster.moverOf(playerId(n)) !== undefined && wanted === undefined)
            town.settle(town.leave(n));
          else town.enter(n, wanted ?? (town.accounts.find(playerId(n)) === undefined ? "Carl" : undefined));
          expect(new Set(town.present.map(skeleton)).size).toBe(town.present.length);
          for (const present of town.present) expect(checkName(present)).toEqual({ ok: true, name: present });
        }
      }),
    );
  });

  it("N2 thousands of one name cost each the same", () => {
    const town = new Town();
    for (let n = 0; n < 5000; n++) expect(town.enter(n, "Anne")).toBe(n === 0 ? "Anne" : `Anne ${n + 1}`);
  });
});
