// Page object of somebody who plays the tutorial by what the screen shows: the pulsing mark and the shaded chart's best tile. Knows no
// place that a player does not see, and keeps what the page has shown in ticks of the world.
import { expect, type Locator, type Page } from "@playwright/test";
import type { GamePage } from "./gamePage.ts";
import type { Tile } from "./tile.ts";
import { ARROWS, type Direction, type Leg, nextLeg, nextStops } from "./wayOnFoot.ts";

/** What a newcomer plays with. */
export type Way = "mouse" | "touch" | "keys";

/** Something that the page has shown for the first time. */
export interface Moment {
  readonly what: string;
  /** Ticks of 50 ms since the tutorial was first seen. */
  readonly ticks: number;
}

interface Tutored {
  readonly doubloon: {
    readonly tick: number | null;
    readonly tile: Tile | null;
    readonly position: Tile | null;
    /** `readingFrom` is the tick from which the next reading can be taken. */
    readonly hunting: { readonly hunter?: { readonly readingFrom: number } };
    readonly chart: { readonly best: { readonly tileX: number; readonly tileY: number } | null };
  };
  moments?: Moment[];
  /** The tick at which the tutorial was first seen. */
  firstTick?: number;
}

/** The page shows that the player digs within so many ticks. */
const DIG_SHOWN_TICKS = 100;
/** So many straight legs, or clicks, are tried on the way to one tile. */
const MAX_LEGS = 12;

export class NewcomerPage {
  readonly tutorial: Locator;
  readonly game: GamePage;
  readonly #page: Page;
  readonly #way: Way;
  readonly #detector: Locator;
  readonly #dig: Locator;
  readonly #target: Locator;

  constructor(game: GamePage, way: Way) {
    const { page } = game;
    this.game = game;
    this.#page = page;
    this.#way = way;
    this.tutorial = page.getByTestId("tutorial");
    this.#detector = page.getByTestId("detector");
    this.#dig = page.getByTestId("dig");
    this.#target = page.getByTestId("tutorial-target");
  }

  /** Joins the game; from here on moments are kept. With keys, Enter joins. */
  async joins(name: string): Promise<void> {
    await this.#page.evaluate(() => {
      const page = window as unknown as Tutored;
      const moments: Moment[] = [];
      page.moments = moments;
      const look = (): void => {
        const { tick } = page.doubloon;
        const tutorial = document.querySelector<HTMLElement>("[data-testid=tutorial]");
        if (tick === null || tutorial === null) return;
        page.firstTick ??= tick;
        const ticks = tick - page.firstTick;
        const [count] = /\d of \d readings/.exec(tutorial.textContent) ?? [];
        for (const what of [tutorial.dataset["step"], count])
          if (what !== undefined && !moments.some((moment) => moment.what === what))
            moments.push({ what, ticks });
      };
      // Each change of the page is looked at: a step that a reader has seen is in the list.
      const changes = { subtree: true, childList: true, characterData: true, attributes: true };
      new MutationObserver(look).observe(document.body, changes);
    });
    if (this.#way === "keys") {
      await this.#page.getByTestId("name-input").fill(name);
      await this.#page.keyboard.press("Enter");
    } else await this.game.submitName(name);
    await this.game.untilPlaying();
  }

  /** What the page has shown, in its order. */
  moments(): Promise<readonly Moment[]> {
    return this.#page.evaluate(() => (window as unknown as Tutored).moments ?? []);
  }

  /** Walks to the coin that the mark is on until it is picked up. */
  async picksUpTheCoin(): Promise<void> {
    await this.#until("read", async () => {
      const mark = await this.#mark();
      if (mark !== undefined && (await this.#walksTo(mark))) await this.#stepsAside();
    });
  }

  /** Reads where the newcomer stands, then at the chart's best tile, until three readings are there. */
  async takesThreeReadings(): Promise<void> {
    await this.#until("dig", async () => {
      const best = await this.#best();
      if (best !== undefined) await this.#walksTo(best);
      await this.#reads();
    });
  }

  /** Digs at the chart's best tile, and after each hole at the next best one, until the chest is open. */
  async digsUpTheChest(): Promise<void> {
    await this.#until("invite", async () => {
      const best = await this.#best();
      if (best !== undefined && (await this.#walksTo(best))) await this.#digs(best);
    });
  }

  /** Takes a step aside: treasure that came to lie under somebody's feet is picked up when they move. */
  async #stepsAside(): Promise<void> {
    if (this.#way === "keys") await this.#page.keyboard.press(ARROWS.east, { delay: 100 });
    else await this.game.pointAt(await this.game.freeTileNear(1), this.#way === "touch" ? "tap" : "click");
  }

  async #until(step: string, act: () => Promise<void>): Promise<void> {
    await expect(this.tutorial).toHaveAttribute("data-step", /./);
    await expect
      .poll(
        async () => {
          if ((await this.#step()) !== step) await act();
          return this.#step();
        },
        { intervals: [50], timeout: 120_000 },
      )
      .toBe(step);
  }

  #step(): Promise<string | undefined> {
    return this.#page.evaluate(
      () => document.querySelector<HTMLElement>("[data-testid=tutorial]")?.dataset["step"],
    );
  }

  /** The tile under the pulsing mark. */
  #mark(): Promise<Tile | undefined> {
    return this.#target.evaluateAll(([mark]) =>
      mark instanceof HTMLElement && !mark.hidden
        ? { x: Number(mark.dataset["x"]), y: Number(mark.dataset["y"]) }
        : undefined,
    );
  }

  #best(): Promise<Tile | undefined> {
    return this.#page.evaluate(() => {
      const { best } = (window as unknown as Tutored).doubloon.chart;
      return best === null ? undefined : { x: best.tileX, y: best.tileY };
    });
  }

  /** Walks to a tile; true once the newcomer stands there. Ends early when the tutorial goes on, or after MAX_LEGS. */
  async #walksTo(goal: Tile): Promise<boolean> {
    const step = await this.#step();
    for (let legs = 0; legs < MAX_LEGS; legs++) {
      if (await this.#isAt(goal)) return true;
      if ((await this.#step()) !== step) return false;
      if (this.#way === "keys") await this.#walksLeg(goal);
      else {
        const how = this.#way === "touch" ? "tap" : "click";
        const stop = await this.game.pointAtOneOf(await nextStops(this.#page, goal), how);
        await this.#untilPast({ direction: undefined, ...stop, maxMs: 4_000 });
      }
    }
    return this.#isAt(goal);
  }

  async #walksLeg(goal: Tile): Promise<void> {
    const leg = await nextLeg(this.#page, goal);
    if (leg === undefined) return;
    await this.#page.keyboard.down(ARROWS[leg.direction]);
    await this.#untilPast(leg);
    await this.#page.keyboard.up(ARROWS[leg.direction]);
  }

  /** Until a leg is walked or the tutorial goes on. A newcomer whom a corner holds up looks for another way after a while. */
  async #untilPast(
    leg: Omit<Leg, "direction"> & { readonly direction: Direction | undefined },
  ): Promise<void> {
    await this.#page
      .waitForFunction(
        ({ leg: { direction, x, y }, step }) => {
          const { position, tile } = (window as unknown as Tutored).doubloon;
          if (document.querySelector<HTMLElement>("[data-testid=tutorial]")?.dataset["step"] !== step)
            return true;
          if (position === null || tile === null) return false;
          if (direction === undefined) return tile.x === x && tile.y === y;
          const ahead = {
            east: x - position.x,
            west: position.x - x,
            south: y - position.y,
            north: position.y - y,
          };
          return ahead[direction] < 0.15;
        },
        { leg, step: await this.#step() },
        { polling: "raf", timeout: leg.maxMs },
      )
      .catch(() => undefined);
  }

  async #isAt({ x, y }: Tile): Promise<boolean> {
    const tile = await this.game.tile();
    return tile !== null && tile.x === x && tile.y === y;
  }

  /** Takes one reading as soon as the detector can; presses again if a last step has ended it. */
  async #reads(): Promise<void> {
    const readingFrom = () =>
      this.#page.evaluate(() => (window as unknown as Tutored).doubloon.hunting.hunter?.readingFrom);
    const before = await readingFrom();
    await expect
      .poll(
        async () => {
          if ((await this.#detector.getAttribute("data-state")) === "ready")
            await this.#presses(this.#detector, "r");
          return readingFrom();
        },
        { intervals: [100] },
      )
      .not.toBe(before);
  }

  /** Digs on a tile until the chest is open, or the chart says another tile. Presses again if a press came to nothing. */
  async #digs(tile: Tile): Promise<void> {
    let pressedAt = Number.NEGATIVE_INFINITY;
    await expect
      .poll(
        async () => {
          const tick = await this.#tick();
          const digging = (await this.#dig.getAttribute("data-digging")) === "true";
          if (!digging && tick > pressedAt + DIG_SHOWN_TICKS) {
            await this.#presses(this.#dig, " ");
            pressedAt = tick;
          }
          if ((await this.#step()) !== "dig") return true;
          const best = await this.#best();
          return best?.x !== tile.x || best.y !== tile.y;
        },
        { intervals: [50], timeout: 60_000 },
      )
      .toBe(true);
  }

  #tick(): Promise<number> {
    return this.#page.evaluate(() => (window as unknown as Tutored).doubloon.tick ?? 0);
  }

  async #presses(button: Locator, key: string): Promise<void> {
    if (this.#way === "keys") await this.#page.keyboard.press(key);
    else if (this.#way === "touch") await button.tap();
    else await button.click();
  }
}
