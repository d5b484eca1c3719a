// The drains in the console's panel of gateways: all their selectors are here.
import { expect, type Locator, type Page } from "@playwright/test";

export interface GatewayRow {
  readonly id: string;
  readonly connections: number;
  readonly players: number;
}

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

  /** The rows of the table of gateways. */
  async gateways(): Promise<GatewayRow[]> {
    const rows = await this.#page.locator("[data-gateway]").evaluateAll((elements) =>
      elements.map((element) => {
        const [, , counts] = element.children;
        const [connections, players] = (counts?.textContent ?? "").split("/").map(Number);
        return { id: element.getAttribute("data-gateway") ?? "", connections, players };
      }),
    );
    return rows as GatewayRow[];
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
