// The consoles' namespace of the Socket.IO server: lets signed-in game masters in, and once a second tells each console
// the newest sample, the worst connections, the gateways, and the page of the leaderboard it watches if that has
// changed. Hands on what a game master orders.
import {
  ADMIN_NAMESPACE,
  type AdminBoardQuery,
  type AdminClientEvents,
  type AdminOutcome,
  type AdminServerEvents,
  MAX_ADMIN_WORST,
} from "@doubloon/shared/protocol/admin";
import type { Namespace, Socket } from "socket.io";
import { type BoardPages, checkBoardQuery, createBoardPages } from "./boardPages.ts";
import type { GameMasterOrders } from "./gameMasterOrders.ts";
import { makeAdminRefusal, refusalError } from "./refusal.ts";
import { isSameOrigin } from "./sameOrigin.ts";
import { createSampleHistory } from "./sampleHistory.ts";
import { sessionIdOf } from "./sessionCookie.ts";
import type { Sessions } from "./sessions.ts";
import type { AdminSources } from "./sources.ts";

const MAX_CONSOLES = 100;
/** Pages answered at once between two beats, so that turning pages feels quick; the next one waits for the beat. */
const QUICK_PAGES = 4;

interface ConsoleData {
  sessionId: string;
  query: AdminBoardQuery | undefined;
  /** Text of the page last sent. */
  sent: string | undefined;
  quickPages: number;
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
  close(): void;
}

/** Opens the namespace on `io`. */
export function openAdminNamespace(
  io: NamespaceOpener,
  sessions: Sessions,
  sources: AdminSources,
  orders: GameMasterOrders,
): AdminNamespace {
  const namespace = io.of(ADMIN_NAMESPACE) as ConsoleNamespace;
  const history = createSampleHistory();
  const pages = createBoardPages(sources);
  let toldAt: number | undefined;

  namespace.use((socket, next) => {
    const { origin, host, cookie } = socket.handshake.headers;
    const sessionId = sessionIdOf(cookie);
    if (!isSameOrigin(origin, host)) next(refusalError("foreignOrigin"));
    else if (sessionId === undefined || sessions.find(sessionId) === undefined) {
      next(refusalError("signInNeeded"));
    } else if (namespace.sockets.size >= MAX_CONSOLES) next(refusalError("full"));
    else {
      Object.assign(socket.data, { sessionId, query: undefined, sent: undefined, quickPages: QUICK_PAGES });
      next();
    }
  });

  namespace.on("connection", (socket) => {
    socket.emit("history", history.list());
    socket.emit("worst", sources.worst(MAX_ADMIN_WORST));
    socket.emit("gateways", sources.gateways());
    socket.on("announce", (notice: unknown, answer: unknown) =>
      order(socket, answer, (gameMaster) => orders.announce(gameMaster, notice)),
    );
    socket.on("kick", (playerId: unknown, answer: unknown) =>
      order(socket, answer, (gameMaster) => orders.kick(gameMaster, playerId)),
    );
    socket.on("watchBoard", (raw: unknown) => {
      const query = checkBoardQuery(raw);
      // A console of ours never sends anything else.
      if (query === undefined) return void socket.disconnect(true);
      socket.data.query = query;
      socket.data.sent = undefined;
      if (socket.data.quickPages > 0) {
        socket.data.quickPages--;
        sendBoard(socket, pages);
      }
    });
  });

  /** Gives an order in the name of the socket's game master, who must still be signed in. */
  function order(
    socket: ConsoleSocket,
    answer: unknown,
    give: (gameMaster: string) => Promise<AdminOutcome> | undefined,
  ): void {
    if (typeof answer !== "function") return void socket.disconnect(true);
    const gameMaster = sessions.find(socket.data.sessionId);
    if (gameMaster === undefined) {
      answer({ ok: false, refusal: makeAdminRefusal("signInNeeded") } satisfies AdminOutcome);
      return void socket.disconnect(true);
    }
    const given = give(gameMaster);
    // A console of ours never sends anything else.
    if (given === undefined) return void socket.disconnect(true);
    void given.then((outcome) => answer(outcome));
  }

  return {
    beat() {
      const sample = sources.sample();
      // Readings have a timer of their own: a beat may find the one that it has told already.
      const isNew = sample.at !== toldAt;
      if (isNew) history.push(sample);
      toldAt = sample.at;
      pages.beat();
      if (namespace.sockets.size === 0) return;
      const worst = sources.worst(MAX_ADMIN_WORST);
      const gateways = sources.gateways();
      for (const socket of namespace.sockets.values()) {
        if (sessions.find(socket.data.sessionId) === undefined) socket.disconnect(true);
      }
      // Not volatile: of several volatile packets in one turn only the first would leave. A console that has stopped
      // reading is ended by its heartbeat, some twenty samples later. Local, because each process has its own figures.
      if (isNew) namespace.local.emit("sample", sample);
      namespace.local.emit("worst", worst);
      namespace.local.emit("gateways", gateways);
      for (const socket of namespace.sockets.values()) {
        socket.data.quickPages = QUICK_PAGES;
        sendBoard(socket, pages);
      }
    },
    endSession(sessionId) {
      for (const socket of namespace.sockets.values()) {
        if (socket.data.sessionId === sessionId) socket.disconnect(true);
      }
    },
    close() {
      namespace.local.disconnectSockets(true);
      namespace.removeAllListeners();
    },
  };
}

function sendBoard(socket: ConsoleSocket, pages: BoardPages): void {
  const { query, sent } = socket.data;
  if (query === undefined) return;
  const { page, text } = pages.get(query);
  if (text === sent) return;
  socket.data.sent = text;
  socket.emit("board", page);
}
