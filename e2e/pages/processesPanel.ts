// Page object of the console's panel of processes and of the dialog with a flame graph.
import { readFile } from "node:fs/promises";
import { expect, type Locator, type Page } from "@playwright/test";

export class ProcessesPanel {
  readonly answer: Locator;
  readonly level: Locator;
  readonly dialog: Locator;
  readonly summary: Locator;
  readonly graph: Locator;
  /** The bars of the graph. */
  readonly frames: Locator;
  /** What is under the cursor or the pointer. */
  readonly looked: Locator;
  /** The rows of the table of functions. */
  readonly topRows: Locator;
  readonly #page: Page;
  readonly #panel: Locator;

  constructor(page: Page) {
    this.#page = page;
    this.#panel = page.getByTestId("panel-processes");
    this.answer = page.getByTestId("process-answer");
    this.level = page.getByTestId("process-level");
    this.dialog = page.getByTestId("flame-dialog");
    this.summary = page.getByTestId("flame-summary");
    this.graph = page.getByTestId("flame-graph");
    this.frames = this.graph.locator("g.frame");
    this.looked = page.getByTestId("flame-looked");
    this.topRows = page
      .getByTestId("flame-top")
      .getByRole("row")
      .filter({ has: page.getByRole("cell") });
  }

  async record(kind: "CPU" | "Allocations", seconds: number): Promise<void> {
    await this.#panel.getByLabel("Record", { exact: true }).selectOption(kind);
    await this.#panel.getByLabel("Seconds").fill(String(seconds));
    await this.#panel.getByRole("button", { name: "Record", exact: true }).click();
  }

  async setLogLevel(level: string, minutes: number): Promise<void> {
    await this.#panel.getByLabel("Log level").selectOption(level);
    await this.#panel.getByLabel("Minutes").fill(String(minutes));
    await this.#panel.getByRole("button", { name: "Set log level" }).click();
  }

  /** Waits until the recording is there, and opens it. */
  async show(name: string): Promise<void> {
    await this.#panel.getByRole("button", { name: `Show: ${name}`, exact: true }).click();
    await expect(this.dialog).toBeVisible();
  }

  async search(text: string): Promise<void> {
    await this.dialog.getByLabel("Find functions or files").fill(text);
  }

  /** Presses a key in the graph. */
  async press(key: string): Promise<void> {
    await this.graph.press(key);
  }

  /** Downloads the recording that is shown; returns the file's name and content. */
  async download(): Promise<{ readonly name: string; readonly text: string }> {
    const [download] = await Promise.all([
      this.#page.waitForEvent("download"),
      this.dialog.getByRole("link", { name: "Download for speedscope" }).click(),
    ]);
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  }

  async close(): Promise<void> {
    await this.dialog.getByRole("button", { name: "Close" }).click();
    await expect(this.dialog).toBeHidden();
  }
}
