// Handlers that write down what they are told, as [message, ...arguments]. Bytes are copied, as they must be.
import type { GatewayPort, WorldPort } from "../port.ts";

export type Said = readonly [message: string, ...args: unknown[]];

export interface Recording<Port> {
  readonly port: Port;
  readonly said: Said[];
}

export function recordWorld(): Recording<WorldPort> {
  return record(["enter", "leave", "input", "wantKeyframe", "health"]);
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
    "named",
    "unnamed",
  ]);
}

function record<Port>(names: readonly (keyof Port & string)[]): Recording<Port> {
  const said: Said[] = [];
  const write =
    (name: string) =>
    (...args: unknown[]): void => {
      said.push([name, ...args.map((arg) => (arg instanceof Uint8Array ? [...arg] : arg))]);
    };
  return { port: Object.fromEntries(names.map((name) => [name, write(name)])) as Port, said };
}
