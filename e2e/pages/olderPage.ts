// A page that was loaded before an upgrade of the server to another protocol: what it says of its version is changed on the way,
// until it is loaded anew.
import type { Page, WebSocketRoute } from "@playwright/test";

export interface OlderPage {
  /** Breaks the connection, as an upgrade does; from now on the page is of an older version. */
  upgradeServer(): Promise<void>;
}

/** Call it before the page is opened. */
export async function makeOlderPage(page: Page): Promise<OlderPage> {
  let isOlder = false;
  let newest: WebSocketRoute | undefined;
  // Before the new page runs, and so before it connects.
  page.on("request", (request) => {
    if (request.isNavigationRequest()) isOlder = false;
  });
  await page.routeWebSocket(/\/socket\.io\//, (route) => {
    newest = route;
    const server = route.connectToServer();
    route.onMessage((message) => {
      const changed = isOlder && typeof message === "string";
      server.send(changed ? message.replace(/"version":\d+/, '"version":1') : message);
    });
  });
  return {
    async upgradeServer() {
      isOlder = true;
      await newest?.close();
    },
  };
}
