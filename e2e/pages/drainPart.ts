// The drains in the console's panel of gateways: all their selectors are here.
import { expect, type Locator, type Page } from "@playwright/test";

export class DrainPart {
  /** The drains that are on. */
  readonly drains: Locator;
  readonly progress: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.drains = page.getByTestId("drain");
    this.progress = this.drains.getByRole("progressbar");
  }

  /** The id of the gateway that has players, once one has reported them. */
  async gatewayWithPlayers(): Promise<string> {
    const row = this.#page.locator("[data-gateway]").filter({ hasText: /\d \/ [1-9]/ });
    await expect(row).toHaveCount(1);
    return (await row.getAttribute("data-gateway")) ?? "";
  }

  /** Drains a gateway, with the dialog in between. */
  async drain(id: string): Promise<void> {
    await this.#page.getByRole("button", { name: `Drain ${id}`, exact: true }).click();
    const dialog = this.#page.getByTestId("drain-dialog");
    await dialog.getByRole("button", { name: "Drain", exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  async press(name: "Pause" | "Resume" | "Abort"): Promise<void> {
    await this.drains.getByRole("button", { name: new RegExp(`^${name} `) }).click();
  }
}
