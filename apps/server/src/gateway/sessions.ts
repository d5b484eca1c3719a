// All sessions of the gateway by key. The link addresses sessions by these keys, never by mover alone.
import type { SessionKey } from "../link/port.ts";
import type { Session } from "./session.ts";

export class Sessions {
  readonly #entering = new Map<SessionKey, Session>();
  readonly #playing = new Map<SessionKey, Session>();
  #lastKey: SessionKey = 0;

  /** A key that no live session has; keys wrap around after 2^32 sessions. */
  nextKey(): SessionKey {
    do this.#lastKey = (this.#lastKey + 1) >>> 0;
    while (this.#entering.has(this.#lastKey) || this.#playing.has(this.#lastKey));
    return this.#lastKey;
  }

  enter(session: Session): void {
    this.#entering.set(session.key, session);
  }

  /** Removes and returns the entering session with this key, if there is one. */
  takeEntering(key: SessionKey): Session | undefined {
    const session = this.#entering.get(key);
    this.#entering.delete(key);
    return session;
  }

  play(session: Session): void {
    session.state = "playing";
    this.#playing.set(session.key, session);
  }

  /** The playing session with this key. */
  get(key: SessionKey): Session | undefined {
    return this.#playing.get(key);
  }

  /** A playing session enters again: the world that knew it is gone, and its key stays. */
  suspend(session: Session): void {
    this.#playing.delete(session.key);
    session.state = "entering";
    this.#entering.set(session.key, session);
  }

  /** Removes a session whose mover the world no longer assigns to it, so that ending it does not leave the world. */
  detach(session: Session): void {
    this.#playing.delete(session.key);
  }

  /** Marks the session as over; returns whether it had a mover, which must now leave the world. */
  end(session: Session): boolean {
    session.state = "over";
    this.#entering.delete(session.key);
    return this.#playing.delete(session.key);
  }

  get entering(): Iterable<Session> {
    return this.#entering.values();
  }

  get enteringCount(): number {
    return this.#entering.size;
  }

  get playing(): Iterable<Session> {
    return this.#playing.values();
  }

  get playingCount(): number {
    return this.#playing.size;
  }

  *[Symbol.iterator](): Iterator<Session> {
    yield* this.#entering.values();
    yield* this.#playing.values();
  }
}
