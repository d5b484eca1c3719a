// Page object of a hunter: what a player does and sees in a hunt, in the game's words.
import { expect, type Locator } from "@playwright/test";
import type { QaControl } from "../fixtures/qaControl.ts";
import type { GamePage } from "./gamePage.ts";
import type { Tile } from "./tile.ts";

/** The hunt's part of the state that the page exposes; see the client's qa.ts. */
interface Hunting {
  readonly hunts: readonly { readonly hunt: number; readonly phase: string; readonly wave: number }[];
  readonly hunter?: {
    readonly hunt: number;
    readonly points: number;
    readonly thread: number;
    readonly solo?: string;
  };
  readonly clues: readonly { readonly kind: string }[];
  readonly readings: readonly { readonly band: number }[];
  readonly team?: { readonly code: string; readonly points: number };
  readonly pose?: number;
}

type PanelName = "clues" | "emotes" | "boards" | "team";

type HuntingWindow = Window & { readonly doubloon: { readonly hunting: Hunting } };

export class HunterPage {
  readonly name: string;
  readonly game: GamePage;
  readonly banner: Locator;
  readonly podium: Locator;
  readonly teamMembers: Locator;
  readonly ticker: Locator;
  readonly tutorial: Locator;
  readonly #qa: QaControl;

  constructor(name: string, game: GamePage, qa: QaControl) {
    const { page } = game;
    this.name = name;
    this.game = game;
    this.#qa = qa;
    this.banner = page.getByTestId("hunt-banner");
    this.podium = page.getByTestId("podium");
    this.teamMembers = page.getByTestId("team-member");
    this.ticker = page.getByTestId("ticker");
    this.tutorial = page.getByTestId("tutorial");
  }

  /** Joins the game as somebody new, and skips the tutorial. */
  async joins(): Promise<void> {
    await this.game.play(this.name);
    await this.skipsTheTutorial();
  }

  /** On a slow machine the tutorial may have ended by itself, when the server did not answer in time. */
  async skipsTheTutorial(): Promise<void> {
    const skip = this.game.page.getByTestId("tutorial-skip");
    const isOver = () =>
      this.game.page.evaluate(() => {
        const settings: unknown = JSON.parse(localStorage.getItem("doubloon.settings") ?? "{}");
        return (settings as { readonly tutorialDone?: boolean }).tutorialDone === true;
      });
    await expect
      .poll(async () => {
        if (await skip.isVisible()) await skip.click({ timeout: 1_000 }).catch(() => undefined);
        return isOver();
      })
      .toBe(true);
    await expect(this.tutorial).toBeHidden();
  }

  /** What the server has told the page of hunts. */
  hunting(): Promise<Hunting> {
    return this.game.page.evaluate(() => (window as unknown as HuntingWindow).doubloon.hunting);
  }

  /** The hunt that the hunter has entered; 0 for none. */
  async huntEntered(): Promise<number> {
    return (await this.hunting()).hunter?.hunt ?? 0;
  }

  async points(): Promise<number> {
    return (await this.hunting()).hunter?.points ?? 0;
  }

  /** The phase of a hunt as the page knows it; undefined if it does not. */
  async phaseOf(hunt: number): Promise<string | undefined> {
    return (await this.hunting()).hunts.find((one) => one.hunt === hunt)?.phase;
  }

  /** Stands on a tile from now on. */
  async standsAt(tile: Tile): Promise<void> {
    await this.#qa.place(this.name, tile);
    await expect.poll(() => this.game.tile()).toEqual({ x: tile.x, y: tile.y });
  }

  /** Digs on a tile until told otherwise. */
  async probesAt(tile: Tile): Promise<void> {
    await this.standsAt(tile);
    await this.digs();
  }

  /** Digs where the hunter stands. Resolves when the page has shown it, however shortly: digging ends by itself. */
  async digs(): Promise<void> {
    const dig = this.game.page.getByTestId("dig");
    // A page that still shows the digging before would show no change.
    await expect(dig).toHaveAttribute("data-digging", "false");
    await dig.evaluate((button) => {
      button.removeAttribute("data-has-dug");
      const observer = new MutationObserver(() => {
        if (button.dataset["digging"] !== "true") return;
        observer.disconnect();
        button.dataset["hasDug"] = "true";
      });
      observer.observe(button, { attributeFilter: ["data-digging"] });
    });
    await dig.click();
    await expect(dig).toHaveAttribute("data-has-dug", "true");
  }

  /** Takes a reading with the detector; resolves when it has come. */
  async reads(): Promise<void> {
    const detector = this.game.page.getByTestId("detector");
    const count = async (): Promise<number> => (await this.hunting()).readings.length;
    const before = await count();
    // A press before the thread is known comes to nothing.
    await expect
      .poll(async () => {
        if ((await detector.getAttribute("data-state")) === "ready") await detector.click();
        return count();
      })
      .toBeGreaterThan(before);
  }

  async opens(panel: PanelName): Promise<Locator> {
    const drawer = this.#panel(panel);
    if (!(await drawer.isVisible())) await this.game.page.getByTestId(`open-${panel}`).click();
    await expect(drawer).toBeVisible();
    return drawer;
  }

  async closes(panel: PanelName): Promise<void> {
    const drawer = this.#panel(panel);
    // In a small window the drawer covers the button that opened it.
    await drawer.getByRole("button", { name: /^Close/ }).click();
    await expect(drawer).toBeHidden();
  }

  #panel(panel: PanelName): Locator {
    return this.game.page.getByTestId(panel === "emotes" ? panel : `panel-${panel}`);
  }

  /** What sticks out of the screen to the left or right, as `tag.class`; the page itself if it can be scrolled sideways. */
  widerThanTheScreen(): Promise<string[]> {
    return this.game.page.evaluate(() => {
      const root = document.documentElement;
      const width = root.clientWidth;
      // A part of a list that scrolls sideways, or of a clipped picture, sticks out of nothing.
      const isCut = (element: Element): boolean => {
        for (
          let outer = element.parentElement;
          outer !== null && outer !== document.body;
          outer = outer.parentElement
        )
          if (getComputedStyle(outer).overflowX !== "visible") return true;
        return false;
      };
      const wide = [...document.querySelectorAll("body *")].filter((element) => {
        const { left, right, width: own } = element.getBoundingClientRect();
        if (own === 0 || (left >= -1 && right <= width + 1)) return false;
        return getComputedStyle(element).visibility === "visible" && !isCut(element);
      });
      const names = wide.map(
        (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`,
      );
      return root.scrollWidth > width ? ["html", ...names] : names;
    });
  }

  /** Makes a team; returns its code. */
  async makesTeam(): Promise<string> {
    const drawer = await this.opens("team");
    await drawer.getByTestId("team-create").click();
    const code = drawer.getByTestId("team-code");
    await expect(code).not.toBeEmpty();
    const text = (await code.textContent()) ?? "";
    await this.closes("team");
    return text;
  }

  async joinsTeam(code: string): Promise<void> {
    const drawer = await this.opens("team");
    await drawer.getByTestId("team-code-input").fill(code);
    await drawer.getByTestId("team-join").click();
    await expect(drawer.getByTestId("team-code")).toHaveText(code);
    await this.closes("team");
  }

  /** The number of clues of a kind that the hunter has. */
  async clues(kind: "piece" | "riddle" | "hint"): Promise<number> {
    return (await this.hunting()).clues.filter((clue) => clue.kind === kind).length;
  }

  /** Opens the page that checks the fairness of the hunt on the podium, and returns its address. */
  async fairnessAddress(): Promise<string> {
    const href = await this.podium.getByTestId("fair-link").getAttribute("href");
    return new URL(href ?? "", this.game.page.url()).href;
  }
}
