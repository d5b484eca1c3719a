// Which connections are limited by address, and what they count for. Knows proxies, this machine and nothing else.
import { addressGroup, clientAddress, isLoopback, type TrustsProxy } from "../../lib/clientAddress.ts";

export interface AddressRulesOptions {
  readonly trustsProxy: TrustsProxy;
  /** This machine's own connections have no limits by address: for load tests. */
  readonly exemptLoopback: boolean;
  /** Players that the server itself brings in from this machine, its bots: its limits are wider by so many. */
  readonly ownPlayers: number;
}

/** The addresses of a TCP connection's two ends; undefined after a reset. */
export interface Ends {
  readonly remoteAddress?: string | undefined;
  readonly localAddress?: string | undefined;
}

/** Where a connection comes from. */
export interface Origin {
  readonly address: string;
  /** What limits by address count it under; undefined if there are none for it. */
  readonly group: string | undefined;
  /** By how much the limits of the group are wider. */
  readonly extra: number;
}

export class AddressRules {
  readonly #options: AddressRulesOptions;

  constructor(options: AddressRulesOptions) {
    this.#options = options;
  }

  /** A TCP connection of which nothing is known yet; a trusted proxy's have no limits. */
  ofPeer(ends: Ends): Origin {
    const origin = this.#origin(
      clientAddress(ends.remoteAddress, undefined, this.#options.trustsProxy),
      ends,
    );
    return this.#options.trustsProxy(origin.address) ? { ...origin, group: undefined } : origin;
  }

  /** The client behind a connection, by its X-Forwarded-For if a trusted proxy has sent that. */
  ofClient(ends: Ends, forwardedFor: string | readonly string[] | undefined): Origin {
    return this.#origin(clientAddress(ends.remoteAddress, forwardedFor, this.#options.trustsProxy), ends);
  }

  #origin(address: string, { localAddress }: Ends): Origin {
    const loopback = isLoopback(address);
    const own = loopback || address === clientAddress(localAddress, undefined, this.#options.trustsProxy);
    return {
      address,
      group: loopback && this.#options.exemptLoopback ? undefined : addressGroup(address),
      extra: own && localAddress !== undefined ? this.#options.ownPlayers : 0,
    };
  }
}
