// Page object of the console's form for a new hunt.
import { expect, type Locator, type Page } from "@playwright/test";

export interface HuntFields {
  readonly title?: string;
  readonly id?: string;
  /** The fewest caches. */
  readonly fewest?: string;
  readonly waves?: string;
  readonly zone?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

export class HuntForm {
  readonly errors: Locator;
  readonly dryRunResult: Locator;
  readonly #dialog: Locator;

  constructor(page: Page) {
    this.#dialog = page.getByTestId("hunt-form");
    this.errors = page.getByTestId("hunt-errors");
    this.dryRunResult = page.getByTestId("dry-run");
  }

  async fill({ title, id, fewest, waves, zone }: HuntFields): Promise<void> {
    const texts: readonly (readonly [string, string | undefined])[] = [
      ["Title", title],
      ["File name", id],
      ["Fewest caches", fewest],
      ["Waves, in seconds", waves],
    ];
    for (const [label, text] of texts) {
      if (text !== undefined) await this.#dialog.getByLabel(label, { exact: true }).fill(text);
    }
    if (zone === undefined) return;
    await this.#dialog.getByLabel("Zone", { exact: true }).selectOption("A rectangle");
    const { x, y, width, height } = zone;
    await this.#dialog.getByLabel("x, y, width, height in tiles").fill([x, y, width, height].join(", "));
  }

  async leaveByEscape(): Promise<void> {
    await this.#dialog.press("Escape");
    await expect(this.#dialog).toBeHidden();
  }

  async dryRun(): Promise<void> {
    await this.#dialog.getByRole("button", { name: "Dry run" }).click();
  }

  /** Saves the hunt as content and starts it; resolves when the form is closed. */
  async saveAndStart(): Promise<void> {
    await this.#dialog.getByRole("button", { name: "Save and start" }).click();
    await expect(this.#dialog).toBeHidden();
  }
}
