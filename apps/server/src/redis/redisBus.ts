// Bytes over Redis's classic publish and subscribe, and whether Redis is there. While it is not, what is published is
// lost at once: nothing is kept for later, so nothing grows.
import { createClient } from "redis";
import { LinkError } from "../link/linkError.ts";

const MAX_RECONNECT_MS = 1000;
const PING_MS = 1000;
/** A connection on which nothing has come for so long, pings included, is given up, in ms. */
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
      // The first connection succeeds or fails at once; a lost one is sought for ever, with jitter.
      reconnectStrategy: (retries, cause) =>
        wasReady
          ? Math.min(MAX_RECONNECT_MS, 50 * 2 ** Math.min(retries, 10)) * (0.75 + Math.random() / 4)
          : cause,
    },
  });
  client.on("ready", () => {
    wasReady = true;
  });
  // Reported by `onState`, once, instead of once for each attempt.
  client.on("error", () => {});
  return client;
}

/** A listener failed: not Redis's doing, but this program's. */
export type ListenerFailed = (error: unknown) => void;

/**
 * The client's own code catches what listeners throw, takes it for damage to the connection and says nothing. Thrown
 * from a task of its own it ends the process, as a programming error does everywhere else.
 */
const throwLater: ListenerFailed = (error) =>
  queueMicrotask(() => {
    throw error;
  });

export class RedisBus {
  /** For commands; they fail while Redis is gone. */
  readonly client: RedisClient;
  /** For subscriptions of others than `subscribe`. */
  readonly subscriber: RedisClient;
  readonly #listeners = new Set<(up: boolean) => void>();
  readonly #failed: ListenerFailed;
  #up = true;

  private constructor(client: RedisClient, subscriber: RedisClient, failed: ListenerFailed) {
    this.client = client;
    this.subscriber = subscriber;
    this.#failed = failed;
    for (const one of [client, subscriber]) {
      for (const event of ["ready", "error", "reconnecting", "end"]) one.on(event, () => this.#look());
    }
  }

  /**
   * `failed` is told of errors that listeners throw; if it is not given they end the process.
   * @throws LinkError if Redis cannot be reached at that address
   */
  static async connect(url: string, failed: ListenerFailed = throwLater): Promise<RedisBus> {
    try {
      const [client, subscriber] = [makeClient(url), makeClient(url)];
      await Promise.all([client.connect(), subscriber.connect()]);
      return new RedisBus(client, subscriber, failed);
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

  /** Told of every change, until what is answered is called. */
  onState(listener: (up: boolean) => void): () => void {
    // A function of its own, so that a listener given twice is told twice and removed once.
    const own = (up: boolean): void => listener(up);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /**
   * Subscribes, now and after every reconnection, until what is answered is called. The bytes are valid only during the
   * call.
   */
  async subscribe(channel: string, listener: (bytes: Buffer) => void): Promise<() => Promise<void>> {
    const own = (bytes: Buffer): void => this.guard(() => listener(bytes));
    await this.subscriber.subscribe(channel, own, true);
    return () => this.subscriber.unsubscribe(channel, own, true).catch(() => undefined);
  }

  /** Runs a listener; an error of it is not the connection's. */
  guard(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Publishes; `done` is told how many heard it, or undefined if it was lost. The bytes must not change before. */
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

  #look(): void {
    const up = this.client.isReady && this.subscriber.isReady;
    if (up === this.#up) return;
    this.#up = up;
    for (const listener of [...this.#listeners]) this.guard(() => listener(up));
  }
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//");
}
