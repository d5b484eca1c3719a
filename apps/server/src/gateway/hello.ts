// Validates the hello that a client sends on connecting. Trusts nothing in it, never throws, and knows no token keys.
import { checkName } from "@doubloon/shared/names";
import { PROTOCOL_VERSION } from "@doubloon/shared/protocol/messages";
import type { RefusalCode } from "@doubloon/shared/protocol/refusals";
import { guardName } from "../names/nameGuard.ts";

const MAX_TOKEN_CHARS = 1_024;

/** A valid hello. `name` is checked and normalised; a hello without a token always has one. */
export interface PlayerHello {
  readonly name: string | undefined;
  readonly token: string | undefined;
  /** An automatic player. */
  readonly bot: boolean;
}

export type HelloCheck =
  | { readonly ok: true; readonly hello: PlayerHello }
  | { readonly ok: false; readonly code: RefusalCode };

export function checkHello(auth: unknown): HelloCheck {
  if (typeof auth !== "object" || auth === null) return refuse("helloMalformed");
  const { version, name, token, bot } = auth as Record<"version" | "name" | "token" | "bot", unknown>;
  if (!Number.isInteger(version)) return refuse("helloMalformed");
  if (version !== PROTOCOL_VERSION) return refuse("versionMismatch");
  if (name !== undefined && typeof name !== "string") return refuse("helloMalformed");
  if (token !== undefined && (typeof token !== "string" || token.length > MAX_TOKEN_CHARS)) {
    return refuse("helloMalformed");
  }
  if (bot !== undefined && bot !== true) return refuse("helloMalformed");
  const isBot = bot === true;
  if (name === undefined) {
    return token === undefined ? refuse("nameEmpty") : { ok: true, hello: { name, token, bot: isBot } };
  }
  const checked = checkName(name);
  if (!checked.ok) return refuse(checked.code);
  const rejection = guardName(checked.name);
  if (rejection !== undefined) return refuse(rejection);
  return { ok: true, hello: { name: checked.name, token, bot: isBot } };
}

function refuse(code: RefusalCode): HelloCheck {
  return { ok: false, code };
}
