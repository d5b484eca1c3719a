// Stands for a gateway that is not there: whatever it is told is dropped.
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
  named: ignore,
  unnamed: ignore,
};
