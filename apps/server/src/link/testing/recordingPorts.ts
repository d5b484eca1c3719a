// Handlers that record their calls as [message, ...arguments]. Byte arrays are copied, because they are valid only during
// the call.
import type { GatewayPort, WorldPort } from "../port.ts";

export type RecordedCall = readonly [message: string, ...args: unknown[]];

export interface Recording<Port> {
  readonly port: Port;
  readonly calls: RecordedCall[];
}

export function recordWorld(): Recording<WorldPort> {
  return record(["enter", "leave", "input", "hunting", "undelivered", "wantKeyframe", "health"]);
}

export function recordGateway(): Recording<GatewayPort> {
  return record([
    "entered",
    "refused",
    "takenOver",
    "crossed",
    "frame",
    "self",
    "award",
    "standing",
    "board",
    "tell",
    "reading",
    "broadcast",
    "fairEntries",
    "named",
    "unnamed",
  ]);
}

function record<Port>(names: readonly (keyof Port & string)[]): Recording<Port> {
  const calls: RecordedCall[] = [];
  const write =
    (name: string) =>
    (...args: unknown[]): void => {
      calls.push([name, ...args.map((arg) => (arg instanceof Uint8Array ? [...arg] : arg))]);
    };
  return { port: Object.fromEntries(names.map((name) => [name, write(name)])) as Port, calls };
}
