// Every session of the gateway, found by its key while it enters and by its mover while it plays.
import type { MoverId } from "@doubloon/shared/ids";
import type { SessionKey } from "../link/port.ts";
import type { Session } from "./session.ts";

export class Sessions {
  readonly #entering = new Map<SessionKey, Session>();
  readonly #playing = new Map<MoverId, Session>();
  #lastKey: SessionKey = 0;

  /** A key that no session has had. */
  nextKey(): SessionKey {
    return ++this.#lastKey;
  }

  enter(session: Session): void {
    this.#entering.set(session.key, session);
  }

  /** Takes out the session that waits under `key`, if it still does. */
  takeEntering(key: SessionKey): Session | undefined {
    const session = this.#entering.get(key);
    this.#entering.delete(key);
    return session;
  }

  play(session: Session): void {
    session.state = "playing";
    this.#playing.set(session.mover, session);
  }

  get(mover: MoverId): Session | undefined {
    return this.#playing.get(mover);
  }

  /** The session's body is no longer its own. */
  forget(session: Session): void {
    if (this.#playing.get(session.mover) === session) this.#playing.delete(session.mover);
  }

  /** Marks the session as over; answers whether it held a body, which must now leave the world. */
  end(session: Session): boolean {
    session.state = "over";
    this.#entering.delete(session.key);
    const heldBody = this.#playing.get(session.mover) === session;
    if (heldBody) this.#playing.delete(session.mover);
    return heldBody;
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
