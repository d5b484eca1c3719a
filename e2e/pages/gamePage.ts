// Page object of the game: all selectors of the page, and the state that `window.doubloon` exposes.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Tile } from "./tile.ts";
import { nearestOnFoot, nextStops } from "./wayOnFoot.ts";

/** The state that the page exposes; see the client's qa.ts. */
interface Doubloon {
  readonly phase: string;
  readonly drawn: boolean;
  readonly mover: number | null;
  readonly tile: Tile | null;
  readonly movers: readonly {
    readonly mover: number;
    readonly name: string | null;
    readonly x: number;
    readonly y: number;
  }[];
  readonly loot: readonly { readonly tileX: number; readonly tileY: number; readonly value: number | null }[];
  readonly score: number;
  readonly tick: number | null;
  pageOf(tileX: number, tileY: number): Tile | null;
  blocked(tileX: number, tileY: number): boolean;
}

/** The browser takes a tap so near to a button or a panel for one on it. */
const FINGER_PX = 24;
/** Polls of the score after a piece of treasure is gone, before a player walks to the next one. */
const AWARD_POLLS = 10;

type DoubloonWindow = Window & { readonly doubloon: Doubloon };

export class GamePage {
  readonly page: Page;
  readonly score: Locator;
  readonly rank: Locator;
  readonly boardRows: Locator;
  readonly refusal: Locator;
  readonly notices: Locator;
  readonly reconnecting: Locator;
  readonly replaced: Locator;
  /** The page is out of date. */
  readonly outdated: Locator;
  readonly connection: Locator;
  readonly ping: Locator;
  readonly online: Locator;
  /** The message to a player in the join queue. */
  readonly queue: Locator;
  readonly settingsDialog: Locator;
  /** What goes on just now, without an interruption. */
  readonly statusLine: Locator;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    this.score = page.getByTestId("score");
    this.rank = page.getByTestId("rank");
    this.boardRows = page.getByTestId("board-row");
    this.refusal = page.getByTestId("refusal");
    this.notices = page.getByTestId("notices");
    this.reconnecting = page.getByTestId("reconnecting");
    this.replaced = page.getByTestId("replaced");
    this.outdated = page.getByTestId("outdated");
    this.connection = page.getByTestId("connection");
    this.ping = page.getByTestId("ping");
    this.online = page.getByTestId("online");
    this.queue = page.getByTestId("queue");
    this.statusLine = page.getByTestId("status-line");
    this.settingsDialog = page.getByTestId("settings-dialog");
  }

  async open(): Promise<void> {
    await this.page.goto(this.#url);
    await expect(this.page.getByTestId("play")).toBeVisible();
  }

  /** Records from now on what the page shows instead of the game, however shortly, and the texts of the status line. */
  async recordInterruptions(): Promise<{
    readonly interruptions: () => Promise<readonly string[]>;
    readonly statusLines: () => Promise<readonly string[]>;
  }> {
    await this.page.evaluate(() => {
      const record = { interruptions: [] as string[], statusLines: [] as string[] };
      Object.assign(window, { record });
      const look = (): void => {
        for (const shown of document.querySelectorAll(
          "[data-testid=start-screen], .cover, [role=alertdialog]",
        ))
          record.interruptions.push(shown.textContent ?? "");
        const line = document.querySelector("[data-testid=status-line]")?.textContent ?? "";
        if (line !== "" && line !== record.statusLines.at(-1)) record.statusLines.push(line);
      };
      new MutationObserver(look).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    const read = (name: "interruptions" | "statusLines") =>
      this.page.evaluate(
        (key) => (window as unknown as { record: Record<string, string[]> }).record[key] ?? [],
        name,
      );
    return { interruptions: () => read("interruptions"), statusLines: () => read("statusLines") };
  }

  /** Opens the game in another tab of the same browser. */
  async openTab(): Promise<GamePage> {
    const tab = new GamePage(await this.page.context().newPage(), this.#url);
    await tab.open();
    return tab;
  }

  /** Follows the offer of a page that is out of date. */
  async reload(): Promise<void> {
    await this.page.getByTestId("reload").click();
    await expect(this.page.getByTestId("play")).toBeVisible();
  }

  suggestedName(): Promise<string> {
    return this.page.getByTestId("name-input").inputValue();
  }

  async submitName(name: string): Promise<void> {
    await this.page.getByTestId("name-input").fill(name);
    await this.page.getByTestId("play").click();
  }

  /** Joins under a name; resolves when the map is drawn. */
  async play(name: string): Promise<void> {
    await this.submitName(name);
    await this.untilPlaying();
  }

  async untilPlaying(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(() => (window as unknown as DoubloonWindow).doubloon.phase))
      .toBe("playing");
    await expect
      .poll(() => this.page.evaluate(() => (window as unknown as DoubloonWindow).doubloon.drawn))
      .toBe(true);
    await expect.poll(() => this.tile()).not.toBeNull();
  }

  /** The player's tile, as last reported by the server. */
  tile(): Promise<Tile | null> {
    return this.page.evaluate(() => (window as unknown as DoubloonWindow).doubloon.tile);
  }

  mover(): Promise<number | null> {
    return this.page.evaluate(() => (window as unknown as DoubloonWindow).doubloon.mover);
  }

  points(): Promise<number> {
    return this.page.evaluate(() => (window as unknown as DoubloonWindow).doubloon.score);
  }

  /** The tile on which another player is drawn; undefined while no player of that name is in view. */
  tileOf(name: string): Promise<Tile | undefined> {
    return this.page.evaluate((wanted) => {
      const seen = (window as unknown as DoubloonWindow).doubloon.movers.find(
        (mover) => mover.name === wanted,
      );
      return seen && { x: Math.floor(seen.x), y: Math.floor(seen.y) };
    }, name);
  }

  /** Treasure in view. */
  loot(): Promise<Tile[]> {
    return this.page.evaluate(() =>
      (window as unknown as DoubloonWindow).doubloon.loot
        // Marks, such as holes, are no treasure.
        .filter(({ value }) => value !== null)
        .map(({ tileX, tileY }) => ({ x: tileX, y: tileY })),
    );
  }

  /** Resolves when the player stands on a tile, and the land up to `distance` tiles around it is known and free. */
  async untilOnOpenLand(tile: Tile, distance: number): Promise<void> {
    await expect
      .poll(() =>
        this.page.evaluate(
          ({ goal, reach }) => {
            const { doubloon } = window as unknown as DoubloonWindow;
            if (doubloon.tile?.x !== goal.x || doubloon.tile.y !== goal.y) return "elsewhere";
            for (let y = goal.y - reach; y <= goal.y + reach; y++)
              for (let x = goal.x - reach; x <= goal.x + reach; x++)
                if (doubloon.blocked(x, y)) return `blocked at ${x}, ${y}`;
            return "there";
          },
          { goal: tile, reach: distance },
        ),
      )
      .toBe("there");
  }

  /** A walkable tile straight away from the player, at most `distance` tiles. */
  async freeTileNear(distance: number): Promise<Tile> {
    const found = await this.page.evaluate((reach) => {
      const { tile, blocked } = (window as unknown as DoubloonWindow).doubloon;
      if (tile === null) return undefined;
      for (let far = reach; far > 0; far--) {
        for (const [dx, dy] of [
          [far, 0],
          [-far, 0],
          [0, far],
          [0, -far],
        ]) {
          const path = Array.from({ length: far + 1 }, (_, i) => [
            tile.x + (dx * i) / far,
            tile.y + (dy * i) / far,
          ]);
          if (path.every(([x, y]) => !blocked(x, y))) return { x: tile.x + dx, y: tile.y + dy };
        }
      }
      return undefined;
    }, distance);
    if (found === undefined) throw new Error("no free tile around the player");
    return found;
  }

  /** Clicks or taps on a tile; false if it is off the screen, under the HUD or, for a finger, beside the HUD. */
  async pointAt(tile: Tile, how: "click" | "tap"): Promise<boolean> {
    const spot = await this.page.evaluate(
      ({ tile: { x, y }, margin }) => {
        const onPage = (window as unknown as DoubloonWindow).doubloon.pageOf(x, y);
        if (onPage === null) return null;
        // Off the screen there is no element; under the HUD the element is the HUD.
        for (const dx of [-margin, 0, margin])
          for (const dy of [-margin, 0, margin])
            if (!document.elementFromPoint(onPage.x + dx, onPage.y + dy)?.closest("#stage")) return null;
        return onPage;
      },
      { tile, margin: how === "tap" ? FINGER_PX : 0 },
    );
    if (spot === null) return false;
    if (how === "tap") await this.page.touchscreen.tap(spot.x, spot.y);
    else await this.page.mouse.click(spot.x, spot.y);
    return true;
  }

  /** Walks straight to a tile in view. Points again if a busy machine has made a press of the click: a press only steers. */
  async walksTo(goal: Tile, how: "click" | "tap"): Promise<void> {
    await expect(async () => {
      expect(await this.pointAt(goal, how)).toBe(true);
      await expect.poll(() => this.tile(), { timeout: 5_000 }).toEqual(goal);
    }).toPass({ timeout: 30_000 });
  }

  /** Clicks or taps on the visible walkable tile that is nearest to another one; returns it, if there is one. */
  async pointToward(tile: Tile, how: "click" | "tap"): Promise<Tile | undefined> {
    const visible = await this.page.evaluate((goal) => {
      const { doubloon } = window as unknown as DoubloonWindow;
      const here = doubloon.tile;
      if (here === null) return [];
      const tiles: Tile[] = [];
      for (let y = here.y - 8; y <= here.y + 8; y++) {
        for (let x = here.x - 8; x <= here.x + 8; x++) if (!doubloon.blocked(x, y)) tiles.push({ x, y });
      }
      const distance = ({ x, y }: Tile) => Math.hypot(x - goal.x, y - goal.y);
      return tiles.sort((a, b) => distance(a) - distance(b));
    }, tile);
    for (const candidate of visible) if (await this.pointAt(candidate, how)) return candidate;
    return undefined;
  }

  /** Points at the first of these tiles that the HUD leaves free, else as near to the first one as it does; returns the tile. */
  async pointAtOneOf(stops: readonly Tile[], how: "click" | "tap"): Promise<Tile> {
    for (const stop of stops) if (await this.pointAt(stop, how)) return stop;
    return (await this.pointToward(stops[0], how)) ?? stops[0];
  }

  /** Walks to the treasure with the shortest way until the score grows; returns the score. */
  async pickUpSomething(how: "click" | "tap" = "click"): Promise<number> {
    const before = await this.points();
    let goal: Tile | undefined;
    let polls = 0;
    await expect
      .poll(
        async () => {
          const points = await this.points();
          if (points > before) return points;
          const loot = await this.loot();
          const isTaken = goal !== undefined && !loot.some(({ x, y }) => x === goal?.x && y === goal.y);
          // The score follows when the world is saved. Somebody else may have been quicker.
          if (isTaken && polls++ < AWARD_POLLS) return points;
          polls = 0;
          goal = await nearestOnFoot(this.page, loot);
          if (goal !== undefined) await this.pointAtOneOf(await nextStops(this.page, goal), how);
          return points;
        },
        { timeout: 90_000, intervals: [1_000] },
      )
      .toBeGreaterThan(before);
    return this.points();
  }

  /** Opens the settings; their dialog then has the focus. */
  async openSettings(): Promise<void> {
    await this.page.getByTestId("settings").click();
    await expect(this.settingsDialog).toBeVisible();
  }

  async closeSettings(): Promise<void> {
    await this.page.getByTestId("resume").click();
    await expect(this.settingsDialog).toBeHidden();
  }

  /** Leaves the game by the settings; resolves on the start screen. */
  async leave(): Promise<void> {
    await this.settingsDialog.getByTestId("leave").click();
    await expect(this.page.getByTestId("play")).toBeVisible();
  }

  /** Opens the full map by the small one in the corner. */
  async openMap(): Promise<void> {
    await this.page.getByTestId("minimap").click();
    await expect(this.page.getByTestId("map")).toBeVisible();
  }

  /** The WASD key that walks toward a tile in the same row or column. */
  async keyToward(goal: Tile): Promise<string> {
    const start = await this.tile();
    if (start === null) throw new Error("the player has no position");
    return goal.x > start.x ? "d" : goal.x < start.x ? "a" : goal.y > start.y ? "s" : "w";
  }

  /** Presses a key; true if the game did not handle it. */
  async pressIsLeftToThePage(key: string): Promise<boolean> {
    await this.page.evaluate(() => {
      const listener = (event: KeyboardEvent) => {
        document.body.dataset["keyLeft"] = String(!event.defaultPrevented);
      };
      // Runs after the game's own listener.
      window.addEventListener("keydown", listener, { once: true });
    });
    await this.page.keyboard.press(key);
    return this.page.evaluate(() => document.body.dataset["keyLeft"] === "true");
  }

  /** Resolves when the world has advanced by this many ticks on the page. */
  async ticksPass(ticks: number): Promise<void> {
    const tick = () => this.page.evaluate(() => (window as unknown as DoubloonWindow).doubloon.tick ?? 0);
    const before = await tick();
    await expect.poll(tick).toBeGreaterThan(before + ticks);
  }

  async hold(key: string): Promise<void> {
    await this.page.keyboard.down(key);
  }

  async release(key: string): Promise<void> {
    await this.page.keyboard.up(key);
  }
}
