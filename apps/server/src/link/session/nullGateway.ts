// A null gateway: stands in for a gateway that is gone, and drops every message.
import type { GatewayPort } from "../port.ts";

const ignore = (): void => {};

export const nullGateway: GatewayPort = {
  entered: ignore,
  refused: ignore,
  takenOver: ignore,
  crossed: ignore,
  frame: ignore,
  self: ignore,
  award: ignore,
  standing: ignore,
  board: ignore,
  tell: ignore,
  reading: ignore,
  broadcast: ignore,
  fairEntries: ignore,
  named: ignore,
  unnamed: ignore,
};
