// The inline link with messages that wait until they are flushed by hand, so that a test can play any interleaving.
import { createInlineLink, type InlineLink } from "../transports/inlineLink.ts";

export interface HandFlushedLink extends InlineLink {
  /** Hands over what the gateway has said to the world, in order; answers how many messages. */
  flushToWorld(): number;
  /** Hands over what the world has said to the gateway, in order; answers how many messages. */
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

/** The same handlers, but a call waits in the queue. Bytes are copied: their owner may use them again meanwhile. */
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

/** What is said while flushing waits for the next flush. */
function flush(queue: Message[]): number {
  const messages = queue.splice(0);
  for (const message of messages) message();
  return messages.length;
}
