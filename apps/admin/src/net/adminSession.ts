// The page's session: asks who is signed in, and keeps the feed open while a game master is.
import type { AdminStore } from "../adminStore.ts";
import { type ApiRefusal, changePassword, signIn, signOut, signOutEverywhere, whoAmI } from "./adminApi.ts";
import { type AdminFeed, type OrderCalls, openAdminFeed } from "./adminFeed.ts";
import type { HuntCalls } from "./huntFeed.ts";
import type { ProcessCalls } from "./processFeed.ts";

const RETRY_MS = 3_000;
const NOT_SIGNED_IN = { ok: false, text: "Please sign in." } as const;

export interface AdminSession {
  /** Resolves to undefined on success. */
  signIn(name: string, password: string): Promise<ApiRefusal | undefined>;
  /** Resolves to undefined on success; otherwise the session continues. */
  signOut(): Promise<ApiRefusal | undefined>;
  /** Like signOut, for every browser. */
  signOutEverywhere(): Promise<ApiRefusal | undefined>;
  /** Resolves to undefined on success, which also ends all other sessions of the game master. */
  changePassword(present: string, password: string): Promise<ApiRefusal | undefined>;
  readonly orders: OrderCalls;
  readonly hunts: HuntCalls;
  readonly processes: ProcessCalls;
}

/** Starts the session of the page. */
export function startAdminSession(store: AdminStore): AdminSession {
  const { setAccess } = store.getState();
  let feed: AdminFeed | undefined;

  function enter(name: string): void {
    setAccess({ state: "signedIn", name });
    feed = openAdminFeed(store, () => leave(true));
  }

  function leave(expired: boolean): void {
    feed?.close();
    feed = undefined;
    setAccess({ state: "signedOut", expired });
  }

  async function check(): Promise<void> {
    const answer = await whoAmI();
    if (answer.ok) enter(answer.value.name);
    else if (answer.code === "signInNeeded") leave(false);
    else {
      setAccess({ state: "unreachable" });
      setTimeout(check, RETRY_MS);
    }
  }

  async function end(ask: typeof signOut): Promise<ApiRefusal | undefined> {
    const answer = await ask();
    // A session that could not be ended must not look as if it were.
    if (!answer.ok) return answer;
    leave(false);
    return undefined;
  }

  void check();
  return {
    orders: {
      announce: async (notice) => (await feed?.announce(notice)) ?? NOT_SIGNED_IN,
      kick: async (playerId) => (await feed?.kick(playerId)) ?? NOT_SIGNED_IN,
      handOver: async () => (await feed?.handOver()) ?? NOT_SIGNED_IN,
      drain: async (gateway, act) => (await feed?.drain(gateway, act)) ?? NOT_SIGNED_IN,
    },
    hunts: {
      order: async (order) => (await feed?.hunts.order(order)) ?? NOT_SIGNED_IN,
      caches: async (hunt) => (await feed?.hunts.caches(hunt)) ?? NOT_SIGNED_IN,
      results: async (hunt) => (await feed?.hunts.results(hunt)) ?? NOT_SIGNED_IN,
      definitions: async () => (await feed?.hunts.definitions()) ?? NOT_SIGNED_IN,
      dryRun: async (definition, hunters) =>
        (await feed?.hunts.dryRun(definition, hunters)) ?? { ok: false, errors: [NOT_SIGNED_IN.text] },
    },
    processes: {
      order: async (process, order) => (await feed?.processes.order(process, order)) ?? NOT_SIGNED_IN,
      fetchRecording: async (process, recording) =>
        (await feed?.processes.fetchRecording(process, recording)) ?? NOT_SIGNED_IN,
    },
    async signIn(name, password) {
      const answer = await signIn(name, password);
      if (!answer.ok) return answer;
      enter(answer.value.name);
      return undefined;
    },
    signOut: () => end(signOut),
    signOutEverywhere: () => end(signOutEverywhere),
    async changePassword(present, password) {
      const answer = await changePassword({ present, password });
      return answer.ok ? undefined : answer;
    },
  };
}
