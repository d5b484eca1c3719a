// The consoles' namespace of the Socket.IO server: lets signed-in game masters in, and once a second tells each console
// the newest sample, the worst connections, the gateways, and the page of the leaderboard it watches if that has
// changed. Hands on what a game master orders.
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
import type { GameMasterOrders } from "./gameMasterOrders.ts";
import { makeAdminRefusal, refusalError } from "./refusal.ts";
import { createSampleHistory } from "./sampleHistory.ts";
import { isSameOrigin } from "./signIn/sameOrigin.ts";
import { sessionIdOf } from "./signIn/sessionCookie.ts";
import type { ConsoleSessions } from "./signIn/sessions.ts";
import type { AdminSources } from "./sources.ts";
import { AdminStoreError } from "./store/adminStore.ts";

const MAX_CONSOLES = 100;
/** Pages answered at once between two beats, so that turning pages feels quick; the next one waits for the beat. */
const QUICK_PAGES = 4;

interface ConsoleData {
  sessionId: string;
  /** The game master's. */
  name: string;
  query: AdminBoardQuery | undefined;
  /** Text of the page last sent. */
  sent: string | undefined;
  quickPages: number;
  /** Whether a page is being waited for. */
  searching: boolean;
}

type NoEvents = Record<string, never>;
type ConsoleSocket = Socket<AdminClientEvents, AdminServerEvents, NoEvents, ConsoleData>;
type ConsoleNamespace = Namespace<AdminClientEvents, AdminServerEvents, NoEvents, ConsoleData>;

/** What is used of a Socket.IO server, whatever its events on the game's namespace. */
export interface NamespaceOpener {
  of(name: string): unknown;
}

export interface AdminNamespace {
  /** To be called once a second. */
  beat(): void;
  /** Ends the consoles of a session. */
  endSession(sessionId: string): void;
  /** Ends the consoles of a game master, except for those of one session. */
  endOthers(name: string, keptSessionId: string | undefined): void;
  close(): void;
}

export interface AdminNamespaceParts {
  readonly sessions: ConsoleSessions;
  readonly sources: AdminSources;
  readonly orders: GameMasterOrders;
  readonly boundary: ErrorBoundary;
}

/** Opens the namespace on `io`. What fails at a console costs that console alone. */
export function openAdminNamespace(io: NamespaceOpener, parts: AdminNamespaceParts): AdminNamespace {
  const { sessions, sources, orders, boundary } = parts;
  const namespace = io.of(ADMIN_NAMESPACE) as ConsoleNamespace;
  const history = createSampleHistory();
  const pages = createBoardPages(sources);
  let toldAt: number | undefined;
  let checking = false;

  /** Why a console may not come in; undefined if it may, and then it is prepared. */
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
      quickPages: QUICK_PAGES,
      searching: false,
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
    const guard = (kind: string, listener: (payload: unknown, answer?: unknown) => unknown) =>
      boundary.listener(kind, listener, end);

    boundary.run(
      "admin connection",
      () => {
        socket.emit("history", history.list());
        socket.emit("worst", sources.worst(MAX_ADMIN_WORST));
        socket.emit("gateways", sources.gateways());
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
        // A console of ours never sends anything else.
        if (query === undefined) return end();
        socket.data.query = query;
        socket.data.sent = undefined;
        sendQuickBoard(socket);
      }),
    );
  });

  /** Gives an order in the name of the socket's game master, who must still be signed in. */
  async function order(
    socket: ConsoleSocket,
    answer: unknown,
    give: (gameMaster: string) => Promise<AdminOutcome> | undefined,
  ): Promise<void> {
    if (typeof answer !== "function") return void socket.disconnect(true);
    const refused = (code: AdminRefusal["code"]): void =>
      answer({ ok: false, refusal: makeAdminRefusal(code) } satisfies AdminOutcome);
    let gameMaster: string | undefined;
    try {
      gameMaster = await sessions.find(socket.data.sessionId);
    } catch (error) {
      if (!(error instanceof AdminStoreError)) throw error;
      boundary.failed("admin store", error);
      return refused("unavailable");
    }
    if (gameMaster === undefined) {
      refused("signInNeeded");
      return void socket.disconnect(true);
    }
    const given = give(gameMaster);
    // A console of ours never sends anything else.
    if (given === undefined) return void socket.disconnect(true);
    answer(await given);
  }

  /** Sends the page a console watches if it has changed. One search a console: what it asks for meanwhile is next. */
  async function sendBoard(socket: ConsoleSocket): Promise<void> {
    const { data } = socket;
    const { query } = data;
    if (query === undefined || data.searching) return;
    data.searching = true;
    try {
      const prepared = await pages.get(query);
      // Of several pages asked for by one console only the latest counts.
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

  /** Ends consoles whose session is over. While that cannot be told, they stay; what they order is refused. */
  async function endExpired(): Promise<void> {
    if (checking) return;
    checking = true;
    try {
      const consoles = [...namespace.sockets.values()];
      const living = await sessions.living([...new Set(consoles.map(({ data }) => data.sessionId))]);
      for (const socket of consoles) if (!living.has(socket.data.sessionId)) socket.disconnect(true);
    } catch (error) {
      boundary.failed(error instanceof AdminStoreError ? "admin store" : "admin beat", error);
    } finally {
      checking = false;
    }
  }

  function tell(): void {
    const sample = sources.sample();
    // Readings have a timer of their own: a beat may find the one that it has told already.
    const isNew = sample.at !== toldAt;
    if (isNew) history.push(sample);
    toldAt = sample.at;
    pages.beat();
    if (namespace.sockets.size === 0) return;
    void endExpired();
    const worst = sources.worst(MAX_ADMIN_WORST);
    const gateways = sources.gateways();
    // Not volatile: of several volatile packets in one turn only the first would leave. A console that has stopped
    // reading is ended by its heartbeat, some twenty samples later. Local, because each process has its own figures.
    if (isNew) namespace.local.emit("sample", sample);
    namespace.local.emit("worst", worst);
    namespace.local.emit("gateways", gateways);
    for (const socket of namespace.sockets.values()) {
      socket.data.quickPages = QUICK_PAGES;
      void sendBoard(socket);
    }
  }

  return {
    beat: () => void boundary.run("admin beat", tell),
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
