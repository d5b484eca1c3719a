// The inline link with messages that wait until the test flushes them, so that it can produce any interleaving.
import { createInlineLink, type InlineLink } from "../transports/inlineLink.ts";

export interface HandFlushedLink extends InlineLink {
  /** Delivers the gateway's messages to the world, in order, and returns their number. */
  flushToWorld(): number;
  /** Delivers the world's messages to the gateway, in order, and returns their number. */
  flushToGateway(): number;
}

type Message = () => void;

export function createHandFlushedLink(): HandFlushedLink {
  const toWorld: Message[] = [];
  const toGateway: Message[] = [];
  const link = createInlineLink({
    toWorld: (world) => queued(world, toWorld),
    toGateway: (gateway) => queued(gateway, toGateway),
  });
  return { ...link, flushToWorld: () => flush(toWorld), flushToGateway: () => flush(toGateway) };
}

/** The same handlers, but calls wait in the queue. Bytes are copied, because their owner may reuse them meanwhile. */
function queued<Port extends object>(port: Port, queue: Message[]): Port {
  return new Proxy(port, {
    get(target, name) {
      const handler = Reflect.get(target, name) as (...args: unknown[]) => void;
      return (...args: unknown[]) => {
        const own = args.map((arg) => (arg instanceof Uint8Array ? arg.slice() : arg));
        queue.push(() => handler.apply(target, own));
      };
    },
  });
}

/** Delivers the queued messages; messages sent meanwhile wait for the next flush. */
function flush(queue: Message[]): number {
  const messages = queue.splice(0);
  for (const message of messages) message();
  return messages.length;
}
