// What a gateway says of itself when it greets the world, and whether the two fit: both must speak the same protocol and
// have read the same map and table of treasure. Compares; serves nobody.
import { z } from "zod";
import { makePacket, PACKET_HEADER_BYTES, PacketKind } from "../codec/packet.ts";
import { LinkError } from "../linkError.ts";
import type { GatewayId } from "../port.ts";

/** The longest gateway id, in characters. */
export const MAX_GATEWAY_ID_LENGTH = 64;
/** The longest body of a hello or refusal, in bytes. */
const MAX_BODY_BYTES = 1024;

/** What world and gateways must have in common. */
export interface LinkContent {
  /** Of the players' protocol. */
  readonly protocol: number;
  /** Version of the map. */
  readonly map: string;
  /** Hash of the table of treasure. */
  readonly loot: string;
}

/** For links whose ends are parts of one test. */
export const NO_CONTENT: LinkContent = { protocol: 0, map: "", loot: "" };

export interface Hello {
  readonly id: GatewayId;
  readonly content: LinkContent;
}

const hash = z.string().max(128);
const helloShape = z.object({
  id: z.string().min(1).max(MAX_GATEWAY_ID_LENGTH),
  content: z.object({ protocol: z.int().min(0).max(0xffff_ffff), map: hash, loot: hash }),
}) satisfies z.ZodType<Hello>;

export function makeHello(epoch: number, session: number, hello: Hello): Buffer {
  return makePacket(PacketKind.hello, epoch, session, JSON.stringify(hello));
}

/** @throws LinkError if the packet's body is no hello */
export function readHello(packet: Uint8Array): Hello {
  let value: unknown;
  try {
    value = JSON.parse(readBody(packet));
  } catch {
    value = undefined;
  }
  const parsed = helloShape.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new LinkError(`link hello, field ${issue?.path.join(".") || "(whole)"}: ${issue?.message}`);
  }
  return parsed.data;
}

/** The text of a hello or refusal, cut off at MAX_BODY_BYTES. */
export function readBody(packet: Uint8Array): string {
  return Buffer.from(packet.subarray(PACKET_HEADER_BYTES, PACKET_HEADER_BYTES + MAX_BODY_BYTES)).toString();
}

/** Why a gateway and a world do not fit, for the operator; undefined if they do. */
export function misfit(gateway: LinkContent, world: LinkContent): string | undefined {
  const what = [
    ["protocol", gateway.protocol, world.protocol],
    ["map", gateway.map, world.map],
    ["treasure", gateway.loot, world.loot],
  ] as const;
  const differing = what
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(
      ([name, ours, theirs]) => `${name} ${ours || "none"} at the gateway, ${theirs || "none"} at the world`,
    );
  return differing.length === 0 ? undefined : `versions differ: ${differing.join("; ")}`;
}
