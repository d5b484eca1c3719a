// The console of one gateway server: its pages, API and namespace, or where to find them if it is off here.
import { type AdminParts, createAdmin } from "../../admin/createAdmin.ts";
import { openAdminStore } from "../../admin/store/openAdminStore.ts";
import type { Config } from "../../config/config.ts";
import { noConsole } from "../../http/noConsole.ts";
import { servePages } from "../../http/pages.ts";
import { repositoryPath } from "../../startup/repository.ts";

/**
 * Adds the console to a server that does not listen yet.
 * @throws PageError if its pages have not been built
 */
export async function openGatewayConsole(
  app: AdminParts["app"],
  config: Pick<Config, "console" | "data">,
  parts: Omit<AdminParts, "app" | "store">,
): Promise<{ close(): Promise<void> }> {
  if (!config.console) {
    noConsole(app);
    return { close: async () => {} };
  }
  const store = openAdminStore(config.data);
  const admin = createAdmin({ app, store, ...parts });
  await servePages(app, "/admin/", repositoryPath("apps/admin/dist"));
  return {
    async close() {
      await admin.close();
      await store.close();
    },
  };
}
