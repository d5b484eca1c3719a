// Redis publish and subscribe, and whether Redis can be reached. While it cannot, published bytes are lost at once: nothing
// is queued, so nothing grows.
import { createClient } from "redis";
import { withoutPassword } from "../config/withoutPassword.ts";
import { LinkError } from "../link/linkError.ts";

const MAX_RECONNECT_MS = 1000;
const PING_MS = 1000;
/** A connection that has received nothing for this long, pings included, is closed, in ms. */
const SOCKET_TIMEOUT_MS = 5000;
const MAX_QUEUED_COMMANDS = 20_000;

export type RedisClient = ReturnType<typeof makeClient>;

function makeClient(url: string) {
  let wasReady = false;
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: MAX_QUEUED_COMMANDS,
    pingInterval: PING_MS,
    socket: {
      socketTimeout: SOCKET_TIMEOUT_MS,
      // The first connection succeeds or fails at once; a lost one is retried for ever, with jitter.
      reconnectStrategy: (retries, cause) =>
        wasReady
          ? Math.min(MAX_RECONNECT_MS, 50 * 2 ** Math.min(retries, 10)) * (0.75 + Math.random() / 4)
          : cause,
    },
  });
  client.on("ready", () => {
    wasReady = true;
  });
  // `onState` reports it once, instead of once for each attempt.
  client.on("error", () => {});
  return client;
}

/** Gets the errors that listeners throw: they are this program's, not Redis's. */
export type ListenerErrorHandler = (error: unknown) => void;

/**
 * The client library catches errors that listeners throw and silently treats them as connection errors. Thrown from a
 * separate task they end the process, as programming errors do everywhere else.
 */
const throwLater: ListenerErrorHandler = (error) =>
  queueMicrotask(() => {
    throw error;
  });

export class RedisBus {
  /** For commands; they fail while Redis is gone. */
  readonly client: RedisClient;
  /** For subscriptions that do not use `subscribe`. */
  readonly subscriber: RedisClient;
  readonly #listeners = new Set<(up: boolean) => void>();
  readonly #onListenerError: ListenerErrorHandler;
  #up = true;

  private constructor(client: RedisClient, subscriber: RedisClient, onListenerError: ListenerErrorHandler) {
    this.client = client;
    this.subscriber = subscriber;
    this.#onListenerError = onListenerError;
    for (const one of [client, subscriber]) {
      for (const event of ["ready", "error", "reconnecting", "end"]) one.on(event, () => this.#update());
    }
  }

  /**
   * `onListenerError` gets the errors that listeners throw; by default they end the process.
   * @throws LinkError if Redis cannot be reached at that address
   */
  static async connect(url: string, onListenerError: ListenerErrorHandler = throwLater): Promise<RedisBus> {
    try {
      const [client, subscriber] = [makeClient(url), makeClient(url)];
      await Promise.all([client.connect(), subscriber.connect()]);
      return new RedisBus(client, subscriber, onListenerError);
    } catch (error) {
      throw new LinkError(`${withoutPassword(url)}: cannot connect to Redis: ${(error as Error).message}`);
    }
  }

  /** Whether Redis can be reached. */
  get up(): boolean {
    return this.#up;
  }

  /** Listeners of `onState`, for tests that look for leaks. */
  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Adds a listener for every change; the returned function removes it. */
  onState(listener: (up: boolean) => void): () => void {
    // A separate function, so that a listener added twice is called twice and removed once.
    const own = (up: boolean): void => listener(up);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /**
   * Subscribes to a channel, also after every reconnection; the returned function unsubscribes. The bytes are valid only
   * during the call.
   */
  async subscribe(channel: string, listener: (bytes: Buffer) => void): Promise<() => Promise<void>> {
    const own = (bytes: Buffer): void => this.guard(() => listener(bytes));
    await this.subscriber.subscribe(channel, own, true);
    return () => this.subscriber.unsubscribe(channel, own, true).catch(() => undefined);
  }

  /** Runs a listener, and keeps its errors away from the connection. */
  guard(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#onListenerError(error);
    }
  }

  /** Publishes; `done` gets the number of receivers, or undefined if it was lost. The bytes must not change before that. */
  publish(channel: string, bytes: Buffer, done: (receivers: number | undefined) => void): void {
    if (!this.#up) {
      done(undefined);
      return;
    }
    this.client.publish(channel, bytes).then(done, () => done(undefined));
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.client.destroy();
    this.subscriber.destroy();
  }

  #update(): void {
    const up = this.client.isReady && this.subscriber.isReady;
    if (up === this.#up) return;
    this.#up = up;
    for (const listener of [...this.#listeners]) this.guard(() => listener(up));
  }
}
