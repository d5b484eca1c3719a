// The cookie of a known device: proof that a game master has signed in from this browser before. It does not sign anybody
// in. It gives the browser its own limit of sign-in attempts, which other people's attempts cannot use up.
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { cookieOf } from "./cookies.ts";

export const DEVICE_COOKIE = "doubloon_device";
/** How long a device stays known after its last sign-in, in s: 180 days. */
const MAX_AGE_SECONDS = 180 * 24 * 3_600;
const DEVICE_ID_BYTES = 16;
/** `DEVICE.EXPIRY.SIGNATURE`: 16 bytes in base64url, Unix time in s, and an HMAC-SHA256 in base64url. */
const PATTERN = /^([A-Za-z0-9_-]{22})\.(\d{10,12})\.([A-Za-z0-9_-]{43})$/;

/** The device id of a valid cookie of this game master; undefined for any other cookie. */
export function knownDeviceOf(
  cookieHeader: string | undefined,
  name: string,
  key: Uint8Array,
  nowMs: number,
): string | undefined {
  const parts = PATTERN.exec(cookieOf(cookieHeader, DEVICE_COOKIE) ?? "");
  if (parts === null) return undefined;
  const [, device, expiry, signature] = parts;
  const expected = sign(key, name, device, expiry);
  const signed = timingSafeEqual(Buffer.from(signature, "base64url"), expected);
  return signed && Number(expiry) * 1_000 > nowMs ? device : undefined;
}

/** The `set-cookie` header that makes a device known for this game master. A known device keeps its id. */
export function deviceCookie(
  device: string | undefined,
  name: string,
  key: Uint8Array,
  nowMs: number,
  secure: boolean,
): string {
  const id = device ?? randomBytes(DEVICE_ID_BYTES).toString("base64url");
  const expiry = String(Math.floor(nowMs / 1_000) + MAX_AGE_SECONDS);
  const value = `${id}.${expiry}.${sign(key, name, id, expiry).toString("base64url")}`;
  const flags = `Path=/admin; HttpOnly; SameSite=Strict; Max-Age=${MAX_AGE_SECONDS}`;
  return `${DEVICE_COOKIE}=${value}; ${flags}${secure ? "; Secure" : ""}`;
}

function sign(key: Uint8Array, name: string, device: string, expiry: string): Buffer {
  return createHmac("sha256", key).update(`${device}.${expiry}.${name}`).digest();
}
