// Where the console's figures come from: aggregates and pages, never a stream per player. Main wires an
// implementation over the metrics, the gateway and the world; the console keeps the five minutes of history itself.
import type {
  AdminBoardPage,
  AdminBoardQuery,
  AdminConnection,
  AdminGateway,
  AdminSample,
} from "@doubloon/shared/protocol/admin";

export interface AdminSources {
  /** The newest reading, of one second, with the time it was taken as `at`. Asking changes nothing. */
  sample(): AdminSample;
  /** The worst connections, worst first, at most `limit` (1 to MAX_ADMIN_WORST). Called only while somebody watches. */
  worst(limit: number): AdminConnection[];
  /** Every gateway, at most MAX_ADMIN_GATEWAYS. Called only while somebody watches. */
  gateways(): readonly AdminGateway[];
  /**
   * One page of the ranking as it is now; the query is checked. Called once a second at most for each page watched.
   * Undefined if there is too much else to search for.
   */
  board(query: AdminBoardQuery): Promise<AdminBoardPage | undefined>;
}
