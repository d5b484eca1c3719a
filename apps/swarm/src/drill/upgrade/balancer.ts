// The balancer in front of the drill's gateways: forwards each new TCP connection to a gateway whose /readyz says ready, in turn.
// Connections that are open stay where they are. It looks into no byte.
import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { ask, type Machine } from "./island.ts";

const LOOK_EVERY_MS = 100;

export class Balancer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #timer: NodeJS.Timeout;
  #gateways: readonly Machine[] = [];
  #ready: readonly Machine[] = [];
  #next = 0;

  private constructor() {
    this.#server = createServer((near) => this.#forward(near));
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY_MS);
  }

  static async open(): Promise<Balancer> {
    const balancer = new Balancer();
    balancer.#server.listen(0, "127.0.0.1");
    await once(balancer.#server, "listening");
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  get gateways(): readonly Machine[] {
    return this.#gateways;
  }

  set gateways(gateways: readonly Machine[]) {
    this.#gateways = gateways;
    void this.#look();
  }

  isReady(gateway: Machine): boolean {
    return this.#ready.includes(gateway);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #look(): Promise<void> {
    const answers = await Promise.all(this.#gateways.map(({ opsUrl }) => ask(`${opsUrl}readyz`)));
    this.#ready = this.#gateways.filter((_, i) => answers[i]?.["ready"] === true);
  }

  #forward(near: Socket): void {
    const gateway = this.#ready[this.#next++ % Math.max(1, this.#ready.length)];
    if (gateway === undefined) {
      near.destroy();
      return;
    }
    const { hostname, port } = new URL(gateway.url);
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on("error", () => {});
      from.on("close", () => {
        this.#sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  }
}
