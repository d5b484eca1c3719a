// The rooms of apps/server/src, and what is drawn of them. A room is a folder there; link/transports is a room of its own,
// because it stands on top of redis, which stands on top of the rest of link.
import { shipped } from "./sources.ts";

export const SERVER = "apps/server/src/";

/** Rooms from the bottom to the top. A room imports only rooms of lower layers. */
export const layers: readonly (readonly string[])[] = [
  ["lib"],
  ["config", "names", "content", "map", "ledger", "admin", "http", "tokens", "diagnostics", "link"],
  ["gateway", "world"],
  ["redis"],
  ["link/transports", "metrics", "qa"],
  ["telemetry", "startup"],
  ["processes"],
  ["wiring", "ops"],
];

/** Files that are started, each of which puts its own parts together: they may import every room, and no room imports them. */
export const programs =
  /^apps\/server\/src\/(main|conformance|bench\/\w+|admin\/cli|content\/cli|tokens\/tokensCli|ops\/cli|wiring\/gatewayProcess)\.ts$/;

/** Every room may import these, so their arrows are not drawn. */
export const undrawn: ReadonlySet<string> = new Set(["lib", "config"]);

/** The room of a file; "engine" for the engine, undefined for a program and for everything outside. */
export function roomOf(path: string): string | undefined {
  if (path.startsWith("packages/engine/")) return "engine";
  if (!path.startsWith(SERVER) || programs.test(path)) return undefined;
  const [room, inner] = path.slice(SERVER.length).split("/");
  return room === "link" && inner === "transports" ? "link/transports" : room;
}

export interface RoomImport {
  readonly from: string;
  readonly to: string;
  /** The file that imports, and the file imported. */
  readonly path: string;
  readonly imported: string;
}

/** Every import from one room of the server to another, and to the engine. */
export function roomImports(): RoomImport[] {
  return shipped.flatMap(({ path, imports }) =>
    imports.flatMap((imported) => {
      const from = path.startsWith(SERVER) ? roomOf(path) : undefined;
      const to = roomOf(imported);
      return from === undefined || to === undefined || from === to ? [] : [{ from, to, path, imported }];
    }),
  );
}

/** The arrows of a document's first Mermaid drawing, as "FROM -> TO" by the first line of the labels. */
export function drawnArrows(document: string): string[] {
  const drawing = /```mermaid\n([\s\S]*?)```/.exec(document)?.[1] ?? "";
  const labels = new Map(
    [...drawing.matchAll(/\b(\w+)\["([^"<]+)/g)].map(([, id, label]) => [id, label.trim()]),
  );
  const named = (list: string): string[] => list.split("&").map((id) => labels.get(id.trim()) ?? id.trim());
  const arrows = drawing.replaceAll(/\["[^"]*"\]/g, "");
  return [...arrows.matchAll(/^\s*([\w &]+?)\s*-->\s*([\w &]+?)\s*$/gm)].flatMap(([, from, to]) =>
    named(from).flatMap((one) => named(to).map((other) => `${one} -> ${other}`)),
  );
}
