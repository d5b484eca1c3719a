// The dependencies and limits that the routes of the sign-in API share.
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import type { GameMasterAccounts } from "../store/accounts.ts";
import type { LoginLimiter } from "./loginLimiter.ts";
import type { ConsoleSessions } from "./sessions.ts";

export const MAX_BODY_BYTES = 4_096;

export interface AdminApiParts {
  readonly accounts: GameMasterAccounts;
  readonly sessions: ConsoleSessions;
  readonly limiter: LoginLimiter;
  readonly boundary: ErrorBoundary;
  /** The key that signs device cookies. Rejects with AdminStoreError. */
  readonly deviceKey: () => Promise<Uint8Array>;
  readonly nowMs: () => number;
  /** Called with the id of a session that has ended by signing out. */
  readonly onSignedOut: (sessionId: string) => void;
  /** Called when all sessions of a game master except the kept one have ended. */
  readonly onOthersSignedOut: (name: string, keptSessionId: string | undefined) => void;
}
