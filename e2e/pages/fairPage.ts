// The page that checks hunts, as a reader sees it: the verdict, the list of hunts, one hunt.
import type { Page } from "@playwright/test";

export class FairPage {
  readonly page: Page;
  readonly #root: string;

  /** @param root the game's address */
  constructor(page: Page, root: string) {
    this.page = page;
    this.#root = root;
  }

  /** Opens the list of hunts, or one hunt, and waits for the verdict. */
  async open(hunt?: number): Promise<void> {
    await this.page.goto(new URL(`fair/${hunt ?? ""}`, this.#root).href);
    await this.page.locator("[data-verdict]:not([data-verdict=checking])").waitFor();
  }

  /** `holds`, `broken`, or `unread` if the log could not be read. */
  async verdict(): Promise<string | null> {
    return this.page.locator("[data-verdict]").getAttribute("data-verdict");
  }

  /** What the verdict says. */
  verdictText(): Promise<string | null> {
    return this.page.locator("[data-verdict]").textContent();
  }

  /** The rows of the list of hunts, as texts. */
  hunts(): Promise<string[]> {
    return this.page.locator("tbody tr").allTextContents();
  }

  /** The steps of a hunt that are done, by their titles. */
  async stepsDone(): Promise<string[]> {
    const titles = await this.page.locator(".fair-steps li[data-done=true] strong").allTextContents();
    return titles.map((title) => title.replace(/\s*✓$/, ""));
  }

  /** Signs of caches on the map of the zone. */
  cachesDrawn(): Promise<number> {
    return this.page.locator(".fair-zone svg g:has(> title)").count();
  }

  /** Whether the page is wider than its window. */
  isTooWide(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  }

  /** Serves the log with a change, as a server would that forged it. */
  async forgeLog(change: (text: string) => string): Promise<void> {
    await this.page.context().route("**/fair/log.json", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: change(await response.text()) });
    });
  }
}
