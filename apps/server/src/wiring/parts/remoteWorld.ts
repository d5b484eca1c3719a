// How a gateway process sees a world in another process, however it is reached.
import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";
import type { SocketAdapter } from "../../gateway/transport/socketServer.ts";
import type { GatewaySideChannel } from "../../link/codec/sideChannel.ts";
import type { GatewayId, GatewayLink } from "../../link/port.ts";
import type { LinkCounters } from "../../link/session/linkCounters.ts";
import type { Content } from "../../startup/content.ts";
import type { TokenKeys } from "../../tokens/tokenKeys.ts";

export interface RemoteWorld {
  readonly link: GatewayLink & {
    readonly sideChannel: GatewaySideChannel;
    readonly counters: Readonly<LinkCounters>;
    readonly refusal: string | undefined;
  };
  readonly adapter: SocketAdapter;
  close(): Promise<void>;
}

export interface RemoteWorldOptions {
  readonly config: Config;
  readonly content: Content;
  /** Path of the world's socket on this machine; undefined for Redis. */
  readonly worldPath: string | undefined;
  readonly id: GatewayId;
  /** Shared with the gateways of other machines, if there are any. */
  readonly keys: TokenKeys;
  readonly logger: Logger;
}
