// What a gateway server shows of the whole server: the console's figures and its health.
import type { AdminSources } from "../../admin/sources.ts";
import type { Health } from "../../http/healthRoutes.ts";

export interface ServerView {
  readonly sources: AdminSources;
  readonly health: () => Health;
}
