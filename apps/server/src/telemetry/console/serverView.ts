// The view of the whole server at a gateway server: the console's figures and the health. Types only.
import type { AdminGateway } from "@doubloon/shared/protocol/admin";
import type { AdminSources } from "../../admin/sources.ts";
import type { Health } from "../../http/healthRoutes.ts";
import type { AskWorld } from "../../qa/qaCalls.ts";

export interface ServerView {
  /** The other gateways, as the world last reported them; undefined while it is not heard. */
  readonly others: () => readonly AdminGateway[] | undefined;
  readonly sources: AdminSources;
  readonly health: () => Health;
  /** Asks the world on behalf of tests; used under --qa only. */
  readonly askQa: AskWorld;
}
