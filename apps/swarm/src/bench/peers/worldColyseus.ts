// World, row `colyseus`: one room, its state patched at 10 Hz, and for each client a StateView with the players of the 3x3
// chunks around it. Positions use the smallest integers that fit.
import { createServer } from "node:http";
import { type Client, Room, Server } from "@colyseus/core";
import { type SchemaType, StateView, schema, t } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { stampAt } from "../monotonicMicros.ts";
import { count, reportListening } from "../server/peerServer.ts";
import { type OpenWalker, OpenWorld, playersExpected, REFRESH_HZ } from "./openWorld.ts";

const Player = schema({ x: t.uint16(), y: t.uint16() }, "Player");
type Player = SchemaType<typeof Player>;
const World = schema({ stamp: t.uint32(), players: t.map(Player).view() }, "World");

interface Body {
  readonly walker: OpenWalker;
  readonly player: Player;
  readonly client: Client;
  readonly view: StateView;
}

const expected = playersExpected();

class WorldRoom extends Room {
  override state = new World();
  override patchRate = 1000 / REFRESH_HZ;
  override autoDispose = false;
  readonly #world = new OpenWorld(expected, Math.random);
  readonly #bodies = new Map<string, Body>();
  readonly #chunks = new Map<number, Set<Body>>();
  /** Movers in all views together at the last step. */
  #records = 0;

  override onCreate(): void {
    this.onMessage("turn", (client, heading: number) => {
      const body = this.#bodies.get(client.sessionId);
      if (body !== undefined) body.walker.heading = heading;
    });
    this.setSimulationInterval(() => this.#step(), 1000 / REFRESH_HZ);
  }

  override onJoin(client: Client): void {
    const walker = this.#world.enter();
    const player = new Player();
    const view = new StateView();
    client.view = view;
    const body = { walker, player, client, view };
    this.#place(body);
    this.state.players.set(client.sessionId, player);
    this.#bodies.set(client.sessionId, body);
    this.#in(walker.chunk).add(body);
    for (const other of this.#near(walker.chunk)) {
      view.add(other.player);
      if (other !== body) other.view.add(player);
    }
  }

  override onLeave(client: Client): void {
    const body = this.#bodies.get(client.sessionId);
    if (body === undefined) return;
    this.#bodies.delete(client.sessionId);
    this.#in(body.walker.chunk).delete(body);
    for (const other of this.#near(body.walker.chunk)) other.view.remove(body.player);
    this.state.players.delete(client.sessionId);
    body.view.dispose();
  }

  #step(): void {
    let records = 0;
    for (const body of this.#bodies.values()) {
      const from = body.walker.chunk;
      if (this.#world.step(body.walker)) this.#cross(body, from);
      this.#place(body);
    }
    for (const chunk of this.#chunks.keys()) {
      let near = 0;
      for (const around of this.#world.around(chunk)) near += this.#in(around).size;
      records += near * this.#in(chunk).size;
    }
    this.#records = records;
  }

  override onBeforePatch(): void {
    this.state.stamp = stampAt(performance.now());
    count(this.#bodies.size, this.#records, 0);
  }

  /** Updates both directions of visibility: adds what came into view, removes what left it. */
  #cross(body: Body, from: number): void {
    const to = body.walker.chunk;
    this.#in(from).delete(body);
    this.#in(to).add(body);
    const before = new Set(this.#world.around(from));
    for (const chunk of this.#world.around(to)) {
      if (before.delete(chunk)) continue;
      for (const other of this.#in(chunk)) {
        body.view.add(other.player);
        other.view.add(body.player);
      }
    }
    for (const chunk of before) {
      for (const other of this.#in(chunk)) {
        body.view.remove(other.player);
        other.view.remove(body.player);
      }
    }
  }

  #place({ walker, player }: Body): void {
    player.x = Math.round(walker.x * 64);
    player.y = Math.round(walker.y * 64);
  }

  #in(chunk: number): Set<Body> {
    let bodies = this.#chunks.get(chunk);
    if (bodies === undefined) {
      bodies = new Set();
      this.#chunks.set(chunk, bodies);
    }
    return bodies;
  }

  #near(chunk: number): Body[] {
    return this.#world.around(chunk).flatMap((around) => [...this.#in(around)]);
  }
}

const http = createServer();
const server = new Server({ greet: false, transport: new WebSocketTransport({ server: http }) });
server.define("world", WorldRoom);
await server.listen(0, "127.0.0.1");
reportListening(http);
