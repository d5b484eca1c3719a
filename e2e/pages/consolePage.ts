// Page object of the game masters' console: all selectors of the console are here.
import { expect, type Locator, type Page } from "@playwright/test";
import type { GameMaster } from "../fixtures/doubloonServer.ts";
import { HuntForm } from "./huntForm.ts";

export type PanelId =
  | "hunts"
  | "leaderboard"
  | "results"
  | "audit"
  | "map"
  | "worst"
  | "announcements"
  | "players"
  | "heartbeats"
  | "rooms"
  | "gateways"
  | "server"
  | "processes"
  | "traffic";

export class ConsolePage {
  readonly page: Page;
  readonly signInError: Locator;
  readonly linkState: Locator;
  readonly playersOnline: Locator;
  /** The result of the last announcement and of a kick. */
  readonly announceAnswer: Locator;
  readonly kickDialog: Locator;
  readonly kickAnswer: Locator;
  /** The reason for the current frame rates. */
  readonly paceReason: Locator;
  readonly staleBound: Locator;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    this.signInError = page.getByTestId("sign-in-error");
    this.linkState = page.getByTestId("link-state");
    this.playersOnline = page.getByTestId("players-online");
    this.announceAnswer = page.getByTestId("announce-answer");
    this.kickDialog = page.getByTestId("kick-dialog");
    this.kickAnswer = page.getByTestId("kick-answer");
    this.paceReason = page.getByTestId("pace-reason");
    this.staleBound = page.getByTestId("stat-stale-bound");
  }

  async open(): Promise<void> {
    await this.page.goto(this.#url);
    await expect(this.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  }

  async trySignIn({ name, password }: GameMaster): Promise<void> {
    await this.page.getByLabel("Name").fill(name);
    await this.page.getByLabel("Password").fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  async signIn(gameMaster: GameMaster): Promise<void> {
    await this.open();
    await this.trySignIn(gameMaster);
    await expect(this.linkState).toHaveText("Live");
  }

  /** The account dialog of the game master. */
  get accountDialog(): Locator {
    return this.page.getByTestId("account-dialog");
  }

  get accountAnswer(): Locator {
    return this.page.getByTestId("account-answer");
  }

  async openAccount(): Promise<void> {
    await this.page.getByRole("button", { name: "Account" }).click();
    await expect(this.accountDialog).toBeVisible();
  }

  async changePassword(present: string, password: string, again = password): Promise<void> {
    await this.page.getByLabel("Current password").fill(present);
    await this.page.getByLabel("New password, at least").fill(password);
    await this.page.getByLabel("New password once more").fill(again);
    await this.page.getByRole("button", { name: "Change password" }).click();
  }

  async signOutEverywhere(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign out everywhere" }).click();
    await expect(this.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(this.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  }

  panel(id: PanelId): Locator {
    return this.page.getByTestId(`panel-${id}`);
  }

  /** The leaderboard row of a player; its cells are rank, name, score and online state. */
  row(name: string): Locator {
    return this.page.getByTestId("board-table").getByRole("row").filter({ hasText: name });
  }

  score(name: string): Locator {
    return this.row(name).getByRole("cell").nth(1);
  }

  /** The cells of a class of rooms: rate, rooms, viewers, omitted movers. */
  roomCells(roomClass: "Quiet" | "Busy" | "Crowded"): Locator {
    const rows = this.page.getByTestId("rooms-table").getByRole("row");
    return rows.filter({ hasText: roomClass }).getByRole("cell");
  }

  /** The rows of the gateways; their first cells are state and connections. */
  get gateways(): Locator {
    return this.page
      .getByTestId("gateways-table")
      .getByRole("row")
      .filter({ has: this.page.getByRole("cell") });
  }

  async announce(text: string, shownAs: "News" | "Warning"): Promise<void> {
    await this.page.getByLabel("Line to show to every player").fill(text);
    await this.page.getByLabel("Shown as").selectOption(shownAs);
    await this.page.getByRole("button", { name: "Announce" }).click();
  }

  /** Opens the confirmation dialog for a kick; `settleKick` answers it. */
  async askToKick(name: string): Promise<void> {
    await this.row(name)
      .getByRole("button", { name: `Kick ${name}` })
      .click();
    await expect(this.kickDialog).toContainText(name);
  }

  async settleKick(how: "Kick" | "Cancel" | "Done"): Promise<void> {
    await this.kickDialog.getByRole("button", { name: how, exact: true }).click();
  }

  async search(text: string): Promise<void> {
    await this.page.getByLabel("Search by name").fill(text);
  }

  /** Opens the form for a new hunt. */
  async newHunt(): Promise<HuntForm> {
    await this.page.getByRole("button", { name: "New hunt…" }).click();
    await expect(this.page.getByTestId("hunt-form")).toBeVisible();
    return new HuntForm(this.page);
  }

  /** The row of the newest hunt of that title that is or was on. */
  hunt(title: string): Locator {
    return this.page
      .getByTestId("hunts-table")
      .getByRole("row")
      .filter({ hasText: new RegExp(`\\d+ · ${title}`) })
      .first();
  }

  /** Presses a button of a hunt. */
  async act(title: string, act: string): Promise<void> {
    await this.hunt(title)
      .getByRole("button", { name: `${act}: ${title}` })
      .click();
  }

  get huntAnswer(): Locator {
    return this.page.getByTestId("hunt-answer");
  }

  /** Starts a hunt from the list of all definitions. */
  async startHunt(title: string): Promise<void> {
    const hunts = this.panel("hunts");
    await hunts.getByLabel("Start a hunt").selectOption(title);
    await hunts.getByRole("button", { name: "Start", exact: true }).click();
  }

  /** Ends a running hunt, and confirms that. */
  async endHunt(title: string): Promise<void> {
    await this.act(title, "End");
    await this.page.getByTestId("end-dialog").getByRole("button", { name: "End the hunt" }).click();
    await expect(this.page.getByTestId("end-dialog")).toBeHidden();
  }

  /** Drops a piece of loot on a tile. */
  async dropLoot(kind: string, tile: { readonly x: number; readonly y: number }): Promise<void> {
    const form = this.page.getByTestId("drop-loot");
    await form.getByLabel("Loot to drop").selectOption(kind);
    await form.getByLabel("Column").fill(String(tile.x));
    await form.getByLabel("Row").fill(String(tile.y));
    await form.getByRole("button", { name: "Drop" }).click();
  }

  /** The column and row that a click on the middle of the live map chooses. */
  async chosenOnMap(): Promise<readonly [string, string]> {
    await this.liveMap.click();
    const form = this.page.getByTestId("drop-loot");
    return [await form.getByLabel("Column").inputValue(), await form.getByLabel("Row").inputValue()];
  }

  get dropAnswer(): Locator {
    return this.page.getByTestId("drop-answer");
  }

  /** What a panel shows in its own place after it has failed. */
  problemOf(id: PanelId): Locator {
    return this.panel(id).getByTestId("panel-problem");
  }

  /** Gives the reason for cancelling the hunt whose dialog is open. */
  async cancelFor(reason: string): Promise<void> {
    const dialog = this.page.getByTestId("cancel-dialog");
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Cancel the hunt" }).click();
    await expect(dialog.getByRole("button", { name: "Done" })).toBeVisible();
    await dialog.getByRole("button", { name: "Done" }).click();
  }

  get auditRows(): Locator {
    return this.page
      .getByTestId("audit-table")
      .getByRole("row")
      .filter({ has: this.page.getByRole("cell") });
  }

  get liveMap(): Locator {
    return this.page.getByTestId("live-map");
  }

  get results(): Locator {
    return this.page.getByTestId("results-table");
  }

  /** Downloads the results that are shown; returns the file. */
  async download(kind: "CSV" | "JSON"): Promise<string> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.getByRole("link", { name: `Download ${kind}` }).click(),
    ]);
    return download.path();
  }
}
