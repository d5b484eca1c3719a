// The player's identity in this session: makes the hello for the server, and remembers the answer for the next visit.
// Opens no connection.
import type { Hello, Welcome } from "@doubloon/shared/protocol/events";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import { type Identity, writeIdentity } from "./identity.ts";
import type { TokenChoice } from "./tokenChoice.ts";

export class Credentials {
  readonly #tokens: TokenChoice;
  readonly #storage: Storage | undefined;
  #identity: Identity;

  constructor(identity: Identity, tokens: TokenChoice, storage: Storage | undefined) {
    this.#identity = identity;
    this.#tokens = tokens;
    this.#storage = storage;
  }

  /** The hello for the next connection attempt. */
  hello(): Hello {
    const { name } = this.#identity;
    const token = this.#tokens.offered;
    return {
      version: PROTOCOL_VERSION,
      ...(name === undefined ? {} : { name }),
      ...(token === undefined ? {} : { token }),
    };
  }

  /** The server has let the player in. */
  accepted({ name, token }: Welcome): void {
    this.#tokens.accepted(token);
    this.#remember({ ...this.#identity, name, token });
  }

  /** The server has refused the offered token. Returns true if there is another one to try. */
  refused(): boolean {
    const another = this.#tokens.refused();
    this.#remember({ ...this.#identity, token: this.#tokens.current });
    return another;
  }

  setMuted(muted: boolean): void {
    this.#remember({ ...this.#identity, muted });
  }

  #remember(identity: Identity): void {
    this.#identity = identity;
    writeIdentity(this.#storage, identity);
  }
}
