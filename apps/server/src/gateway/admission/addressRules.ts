// Decides which connections are limited by address, and under which group. Counts nothing itself.
import { addressGroup, clientAddress, isLoopback, type TrustsProxy } from "../../lib/clientAddress.ts";

export interface AddressRulesOptions {
  readonly trustsProxy: TrustsProxy;
  /** Exempts connections from loopback from limits by address: for load tests. */
  readonly exemptLoopback: boolean;
  /** Number of the server's own bots, which connect from this machine: its limits are raised by that many. */
  readonly ownPlayers: number;
}

/** The addresses of a TCP connection's two ends; undefined after a reset. */
export interface SocketAddresses {
  readonly remoteAddress?: string | undefined;
  readonly localAddress?: string | undefined;
}

/** The origin of a connection. */
export interface Origin {
  readonly address: string;
  /** The group that limits by address count it under; undefined if it is exempt. */
  readonly group: string | undefined;
  /** The amount by which the group's limits are raised. */
  readonly extra: number;
}

export class AddressRules {
  readonly #options: AddressRulesOptions;

  constructor(options: AddressRulesOptions) {
    this.#options = options;
  }

  /** The origin of a new TCP connection; trusted proxies are exempt. */
  ofPeer(ends: SocketAddresses): Origin {
    const origin = this.#origin(
      clientAddress(ends.remoteAddress, undefined, this.#options.trustsProxy),
      ends,
    );
    return this.#options.trustsProxy(origin.address) ? { ...origin, group: undefined } : origin;
  }

  /** The origin of the client behind a connection, from X-Forwarded-For if a trusted proxy sent it. */
  ofClient(ends: SocketAddresses, forwardedFor: string | readonly string[] | undefined): Origin {
    return this.#origin(clientAddress(ends.remoteAddress, forwardedFor, this.#options.trustsProxy), ends);
  }

  #origin(address: string, { localAddress }: SocketAddresses): Origin {
    const loopback = isLoopback(address);
    const own = loopback || address === clientAddress(localAddress, undefined, this.#options.trustsProxy);
    return {
      address,
      group: loopback && this.#options.exemptLoopback ? undefined : addressGroup(address),
      extra: own && localAddress !== undefined ? this.#options.ownPlayers : 0,
    };
  }
}
