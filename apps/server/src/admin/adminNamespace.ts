// The consoles' namespace of the Socket.IO server: admits signed-in game masters and sends each console, once a second, the
// newest sample, the worst connections, the gateways, and its leaderboard page if that has changed. Passes on the game
// masters' orders. Measures nothing itself.
import {
  ADMIN_NAMESPACE,
  type AdminBoardQuery,
  type AdminClientEvents,
  type AdminOutcome,
  type AdminRefusal,
  type AdminServerEvents,
  MAX_ADMIN_WORST,
} from "@doubloon/shared/protocol/admin";
import type { Namespace, Socket } from "socket.io";
import type { ErrorBoundary } from "../lib/errorBoundary.ts";
import { checkBoardQuery, createBoardPages } from "./boardPages.ts";
import { attachDrains } from "./drainOrders.ts";
import type { GameMasterOrders } from "./gameMasterOrders.ts";
import { attachHunts, type HuntConsole } from "./hunts/huntConsole.ts";
import { attachProcesses, type ProcessConsole } from "./processes/processConsole.ts";
import { makeAdminRefusal, refusalError } from "./refusal.ts";
import { createSampleHistory } from "./sampleHistory.ts";
import { isSameOrigin } from "./signIn/sameOrigin.ts";
import { sessionIdOf } from "./signIn/sessionCookie.ts";
import type { ConsoleSessions } from "./signIn/sessions.ts";
import type { AdminSources } from "./sources.ts";
import { AdminStoreError } from "./store/adminStore.ts";

const MAX_CONSOLES = 100;
/** Pages that a console gets at once between two updates, so that paging feels quick; further ones wait for the update. */
const MAX_QUICK_PAGES = 4;

interface ConsoleData {
  sessionId: string;
  /** The game master's name. */
  name: string;
  query: AdminBoardQuery | undefined;
  /** JSON of the page last sent. */
  sent: string | undefined;
  quickPages: number;
  /** Whether a request for a page is running. */
  searching: boolean;
  /** Set once the console is connected. */
  hunts: HuntConsole | undefined;
  processes: ProcessConsole | undefined;
}

type NoEvents = Record<string, never>;
type ConsoleSocket = Socket<AdminClientEvents, AdminServerEvents, NoEvents, ConsoleData>;
type ConsoleNamespace = Namespace<AdminClientEvents, AdminServerEvents, NoEvents, ConsoleData>;

/** The part of a Socket.IO server that is used here. */
export interface NamespaceOpener {
  of(name: string): unknown;
}

export interface AdminNamespace {
  /** Sends every console the newest data. Called once a second. */
  update(): void;
  /** Disconnects the consoles of a session. */
  endSession(sessionId: string): void;
  /** Disconnects the consoles of a game master, except those of one session. */
  endOthers(name: string, keptSessionId: string | undefined): void;
  close(): void;
}

export interface AdminNamespaceParts {
  readonly sessions: ConsoleSessions;
  readonly sources: AdminSources;
  readonly orders: GameMasterOrders;
  readonly boundary: ErrorBoundary;
  /** Whether a game master may open the places of caches. */
  readonly mayOpenPlaces: (name: string) => Promise<boolean>;
  /** Whether a game master may operate the server. */
  readonly mayOperate: (name: string) => Promise<boolean>;
}

/** Opens the namespace on `io`. An error at one console disconnects that console only. */
export function openAdminNamespace(io: NamespaceOpener, parts: AdminNamespaceParts): AdminNamespace {
  const { sessions, sources, orders, boundary, mayOpenPlaces, mayOperate } = parts;
  const namespace = io.of(ADMIN_NAMESPACE) as ConsoleNamespace;
  const history = createSampleHistory();
  const pages = createBoardPages(sources);
  let sentAt: number | undefined;
  let checking = false;

  /** The reason to refuse a console; undefined if it is admitted, in which case its data is set. */
  async function refusalOf(socket: ConsoleSocket): Promise<AdminRefusal["code"] | undefined> {
    const { origin, host, cookie } = socket.handshake.headers;
    if (!isSameOrigin(origin, host)) return "foreignOrigin";
    const sessionId = sessionIdOf(cookie);
    const name = await sessions.find(sessionId);
    if (sessionId === undefined || name === undefined) return "signInNeeded";
    if (namespace.sockets.size >= MAX_CONSOLES) return "full";
    Object.assign(socket.data, {
      sessionId,
      name,
      query: undefined,
      sent: undefined,
      quickPages: MAX_QUICK_PAGES,
      searching: false,
      hunts: undefined,
      processes: undefined,
    } satisfies ConsoleData);
    return undefined;
  }

  namespace.use((socket, next) => {
    refusalOf(socket).then(
      (code) => (code === undefined ? next() : next(refusalError(code))),
      (error: unknown) => {
        boundary.failed(error instanceof AdminStoreError ? "admin store" : "admin handshake", error);
        next(refusalError(error instanceof AdminStoreError ? "unavailable" : "failed"));
      },
    );
  });

  namespace.on("connection", (socket) => {
    const end = (): void => void socket.disconnect(true);
    const guard = (kind: string, listener: (...args: readonly unknown[]) => unknown) =>
      boundary.listener(kind, listener, end);

    boundary.run(
      "admin connection",
      () => {
        socket.emit("history", history.list());
        socket.emit("worst", sources.worst(MAX_ADMIN_WORST));
        socket.emit("gateways", sources.gateways());
        socket.data.hunts = attachHunts(socket, {
          sources: sources.hunts,
          guard,
          gameMaster: () => gameMasterOf(socket),
          announce: (name, text) => void orders.announce(name, { kind: "warning", text }),
          mayOpenPlaces,
        });
        const gameMaster = (counted: boolean) => gameMasterOf(socket, counted);
        const lent = { guard, gameMaster, mayOperate };
        socket.data.processes = attachProcesses(socket, { sources: sources.processes, ...lent });
        attachDrains(socket, { drain: sources.drain, handOver: sources.handOver, ...lent });
      },
      end,
    );
    socket.on(
      "announce",
      guard("admin announce", (notice: unknown, answer: unknown) =>
        order(socket, answer, (gameMaster) => orders.announce(gameMaster, notice)),
      ),
    );
    socket.on(
      "kick",
      guard("admin kick", (playerId: unknown, answer: unknown) =>
        order(socket, answer, (gameMaster) => orders.kick(gameMaster, playerId)),
      ),
    );
    socket.on(
      "watchBoard",
      guard("admin watchBoard", (raw: unknown) => {
        const query = checkBoardQuery(raw);
        // Our console never sends an invalid query.
        if (query === undefined) return end();
        socket.data.query = query;
        socket.data.sent = undefined;
        sendQuickBoard(socket);
      }),
    );
  });

  /** The socket's game master; the reason if they are not signed in any more, or that cannot be told. */
  async function signedIn(
    socket: ConsoleSocket,
  ): Promise<{ readonly name: string } | { readonly refused: "signInNeeded" | "unavailable" }> {
    try {
      const name = await sessions.find(socket.data.sessionId);
      return name === undefined ? { refused: "signInNeeded" } : { name };
    } catch (error) {
      if (!(error instanceof AdminStoreError)) throw error;
      boundary.failed("admin store", error);
      return { refused: "unavailable" };
    }
  }

  /** The socket's game master, who may not ask too often either if it is counted; otherwise why not, in words. */
  async function gameMasterOf(
    socket: ConsoleSocket,
    counted = true,
  ): Promise<{ readonly name: string } | { readonly refused: string }> {
    const who = await signedIn(socket);
    if ("refused" in who) return { refused: makeAdminRefusal(who.refused).text };
    const refusal = counted ? orders.refusalOf(who.name) : undefined;
    return refusal === undefined ? who : { refused: refusal.text };
  }

  /** Carries out an order of the socket's game master, who must still be signed in. */
  async function order(
    socket: ConsoleSocket,
    answer: unknown,
    carryOut: (gameMaster: string) => Promise<AdminOutcome> | undefined,
  ): Promise<void> {
    if (typeof answer !== "function") return void socket.disconnect(true);
    const who = await signedIn(socket);
    if ("refused" in who) {
      answer({ ok: false, refusal: makeAdminRefusal(who.refused) } satisfies AdminOutcome);
      if (who.refused === "signInNeeded") socket.disconnect(true);
      return;
    }
    const outcome = carryOut(who.name);
    // Our console never sends an invalid order.
    if (outcome === undefined) return void socket.disconnect(true);
    answer(await outcome);
  }

  /** Sends a console its page if that has changed. One request per console at a time; the latest query is next. */
  async function sendBoard(socket: ConsoleSocket): Promise<void> {
    const { data } = socket;
    const { query } = data;
    if (query === undefined || data.searching) return;
    data.searching = true;
    try {
      const prepared = await pages.get(query);
      // If the console has asked for another page meanwhile, this one is out of date.
      if (prepared !== undefined && data.query === query && data.sent !== prepared.text) {
        data.sent = prepared.text;
        socket.emit("board", prepared.page);
      }
    } catch (error) {
      boundary.failed("admin board", error);
    } finally {
      data.searching = false;
    }
    if (data.query !== query && socket.connected) sendQuickBoard(socket);
  }

  function sendQuickBoard(socket: ConsoleSocket): void {
    if (socket.data.searching || socket.data.quickPages <= 0) return;
    socket.data.quickPages--;
    void sendBoard(socket);
  }

  /** Disconnects consoles whose session is over. While the store is unavailable they stay, but their orders are refused. */
  async function endExpired(): Promise<void> {
    if (checking) return;
    checking = true;
    try {
      const consoles = [...namespace.sockets.values()];
      const living = await sessions.living([...new Set(consoles.map(({ data }) => data.sessionId))]);
      for (const socket of consoles) if (!living.has(socket.data.sessionId)) socket.disconnect(true);
    } catch (error) {
      boundary.failed(error instanceof AdminStoreError ? "admin store" : "admin update", error);
    } finally {
      checking = false;
    }
  }

  function update(): void {
    const sample = sources.sample();
    // Samples are taken by another timer, so this one may already have been sent.
    const isNew = sample.at !== sentAt;
    if (isNew) history.push(sample);
    sentAt = sample.at;
    pages.clear();
    if (namespace.sockets.size === 0) return;
    void endExpired();
    const worst = sources.worst(MAX_ADMIN_WORST);
    const gateways = sources.gateways();
    // Not volatile: of several volatile packets in one turn of the event loop, only the first would be sent. A console that
    // has stopped reading is disconnected by its heartbeat about twenty samples later. Local, because each process has its
    // own figures.
    if (isNew) namespace.local.emit("sample", sample);
    namespace.local.emit("worst", worst);
    namespace.local.emit("gateways", gateways);
    for (const socket of namespace.sockets.values()) {
      socket.data.quickPages = MAX_QUICK_PAGES;
      socket.data.hunts?.update();
      socket.data.processes?.update();
      void sendBoard(socket);
    }
  }

  return {
    update: () => void boundary.run("admin update", update),
    endSession(sessionId) {
      for (const socket of namespace.sockets.values()) {
        if (socket.data.sessionId === sessionId) socket.disconnect(true);
      }
    },
    endOthers(name, keptSessionId) {
      for (const socket of namespace.sockets.values()) {
        if (socket.data.name === name && socket.data.sessionId !== keptSessionId) socket.disconnect(true);
      }
    },
    close() {
      namespace.local.disconnectSockets(true);
      namespace.removeAllListeners();
    },
  };
}
