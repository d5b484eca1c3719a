// The game masters' console as a test speaks of it.
import { expect, type Locator, type Page } from "@playwright/test";
import type { GameMaster } from "../fixtures/doubloonServer.ts";

export class ConsolePage {
  readonly page: Page;
  readonly signInError: Locator;
  readonly linkState: Locator;
  readonly playersOnline: Locator;
  readonly #url: string;

  constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
    this.signInError = page.getByTestId("sign-in-error");
    this.linkState = page.getByTestId("link-state");
    this.playersOnline = page.getByTestId("players-online");
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

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: "Sign out" }).click();
    await expect(this.page.getByRole("button", { name: "Sign in" })).toBeVisible();
  }

  panel(id: "leaderboard" | "heartbeats" | "worst" | "players" | "server" | "traffic"): Locator {
    return this.page.getByTestId(`panel-${id}`);
  }

  /** The leaderboard's row of a player; its cells are rank, name, score, and whether they are online. */
  row(name: string): Locator {
    return this.page.getByTestId("board-table").getByRole("row").filter({ hasText: name });
  }

  score(name: string): Locator {
    return this.row(name).getByRole("cell").nth(1);
  }

  async search(text: string): Promise<void> {
    await this.page.getByLabel("Search by name").fill(text);
  }
}
