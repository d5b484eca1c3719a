// The hello of a gateway, and the check that gateway and world match: both must have the same version of link and protocol,
// the same map and loot table. It compares only; the endpoints decide what to do.
import { z } from "zod";
import { parseJson } from "../codec/jsonMessage.ts";
import { makePacket, PACKET_HEADER_BYTES, PacketKind } from "../codec/packet.ts";
import type { GatewayId } from "../port.ts";

/** The longest gateway id, in characters. */
const MAX_GATEWAY_ID_LENGTH = 64;
/** The longest body of a hello or refusal, in bytes. */
const MAX_BODY_BYTES = 1024;

/** The content that world and gateways must have in common. */
export interface LinkContent {
  /** Version of the players' protocol. */
  readonly protocol: number;
  /** Version of the map. */
  readonly map: string;
  /** Hash of the loot table. */
  readonly loot: string;
}

/** Content for tests, whose endpoints always match. */
export const NO_CONTENT: LinkContent = { protocol: 0, map: "", loot: "" };

export interface Hello {
  readonly id: GatewayId;
  readonly content: LinkContent;
}

const hash = z.string().max(128);
export const linkContentShape = z.object({
  protocol: z.int().min(0).max(0xffff_ffff),
  map: hash,
  loot: hash,
}) satisfies z.ZodType<LinkContent>;
const helloShape = z.object({
  id: z.string().min(1).max(MAX_GATEWAY_ID_LENGTH),
  content: linkContentShape,
}) satisfies z.ZodType<Hello>;

export function makeHello(epoch: number, session: number, hello: Hello): Buffer {
  return makePacket(PacketKind.hello, epoch, session, JSON.stringify(hello));
}

/** @throws LinkError if the packet's body is not a hello */
export function readHello(packet: Uint8Array): Hello {
  return parseJson("link hello", readBody(packet), helloShape);
}

/** The text of a hello or refusal, truncated to MAX_BODY_BYTES. */
export function readBody(packet: Uint8Array): string {
  return Buffer.from(packet.subarray(PACKET_HEADER_BYTES, PACKET_HEADER_BYTES + MAX_BODY_BYTES)).toString();
}

/** Content and the version of the link, LINK_VERSION. */
export interface LinkVersions extends LinkContent {
  readonly link: number;
}

/** How versions and content at `where` differ from those at the world, for the operator; undefined if they match. */
export function contentMismatch(own: LinkVersions, world: LinkVersions, where: string): string | undefined {
  const differing = (["link", "protocol", "map", "loot"] as const)
    .filter((name) => own[name] !== world[name])
    .map((name) => `${name} ${own[name] || "none"} at ${where}, ${world[name] || "none"} at the world`);
  return differing.length === 0 ? undefined : `versions differ: ${differing.join("; ")}`;
}
