// The listening sockets of the gateway server: the HTTP server's own and the additional ones. They can be closed while
// connections go on, so that new ones go to other gateways, and opened again. Reads nothing from a connection.
import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { AddressInfo, ListenOptions } from "node:net";
import type { ErrorBoundary } from "../../lib/errorBoundary.ts";
import { addListeners, canShare, type Listeners } from "./listeners.ts";

export class SharedPort {
  readonly #server: HttpServer;
  readonly #boundary: ErrorBoundary;
  #options: ListenOptions = {};
  #listeners: Listeners | undefined;
  /** Listeners of the HTTP server's "close" while the port is closed. */
  #detached: (() => void)[] = [];

  constructor(server: HttpServer, boundary: ErrorBoundary) {
    this.#server = server;
    this.#boundary = boundary;
  }

  /**
   * Adds listeners where the server listens already, which must be with `options`.
   * @throws the error of a listener that cannot listen
   */
  async share(options: ListenOptions): Promise<void> {
    const { address, port } = this.#server.address() as AddressInfo;
    this.#options = { ...options, host: address, port };
    if (canShare) this.#listeners = await addListeners(this.#server, options.backlog ?? 0, this.#boundary);
  }

  /**
   * Accepts no more connections; open ones stay. The HTTP server counts those of its own listening socket only, and says that
   * it is closed when these are gone. Engine.IO would end all connections then, so it is not told.
   */
  close(): void {
    this.#listeners?.close();
    this.#listeners = undefined;
    if (!this.#server.listening) return;
    this.#detached = this.#server.listeners("close") as (() => void)[];
    for (const listener of this.#detached) this.#server.off("close", listener);
    this.#server.close();
  }

  /**
   * Accepts connections again.
   * @throws the error of a listener that cannot listen
   */
  async open(): Promise<void> {
    if (this.#server.listening) return;
    const listening = once(this.#server, "listening");
    this.#server.listen(this.#options);
    await listening;
    for (const listener of this.#detached.splice(0)) this.#server.on("close", listener);
    await this.share(this.#options);
  }
}
