// Whether the server believes an X-Forwarded-For that a client invents. Nothing public tells the address that the server
// counts, so the check uses up the console's sign-in attempts of its own address, for a minute, and then claims others.
import { randomBytes } from "node:crypto";
import { Agent, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import { type Finding, reasonOf, type Verdict } from "../finding.ts";

/** Refusals in a row that show that this address has used its attempts up, at whichever gateway answers. */
const REFUSALS = 3;
/** More than a gateway allows an address in a minute, for a few gateways behind one URL. */
const MAX_ATTEMPTS = 60;
/** More than an address may make in a minute, so that a gateway which ignores the header refuses at least one. */
const FORGED_ATTEMPTS = 6;
const ANSWER_MS = 10_000;
const WRONG_PASSWORD = 401;
const TOO_MANY = 429;
const EXPECTED = "an invented X-Forwarded-For changes nothing";

export interface ForwardedParts {
  readonly url: string;
  /** Whether the doctor itself connects from a trusted proxy's address, which may claim any client. */
  readonly trusted: boolean;
}

export async function checkForwarded({ url, trusted }: ForwardedParts): Promise<Finding> {
  const check = "forged headers";
  if (trusted) {
    return { check, ...notCheckable("the doctor connects from an address that --trust-proxy trusts") };
  }
  // One connection, so that one gateway counts.
  const agent = url.startsWith("https:")
    ? new TlsAgent({ keepAlive: true, maxSockets: 1 })
    : new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    return { check, ...(await judge((forged) => attempt(url, agent, forged))) };
  } catch (error) {
    return { check, ...notCheckable(reasonOf(error)) };
  } finally {
    agent.destroy();
  }
}

async function judge(tryToSignIn: (forged: string | undefined) => Promise<number>): Promise<Verdict> {
  let refusals = 0;
  for (let attempts = 0; refusals < REFUSALS; attempts++) {
    if (attempts === MAX_ATTEMPTS) return notCheckable(`${attempts} attempts to sign in were not limited`);
    const status = await tryToSignIn(undefined);
    if (status !== TOO_MANY && status !== WRONG_PASSWORD)
      return notCheckable(`sign-in answers ${status}, expected 401`);
    refusals = status === TOO_MANY ? refusals + 1 : 0;
  }
  for (let i = 0; i < FORGED_ATTEMPTS; i++) {
    const status = await tryToSignIn(inventedAddress());
    if (status === TOO_MANY) {
      return {
        result: "ok",
        found: "the server counts the real address, whatever a client claims",
        expected: EXPECTED,
        advice: "Nothing.",
      };
    }
    if (status !== WRONG_PASSWORD) return notCheckable(`sign-in answers ${status}, expected 401 or 429`);
  }
  return {
    result: "problem",
    found:
      "the server believes an X-Forwarded-For that the client has invented, so limits by address do not hold",
    expected: EXPECTED,
    advice:
      "Let the proxy replace X-Forwarded-For, or append to its right end, as the files in deploy/proxy do; name only proxies in --trust-proxy.",
  };
}

function notCheckable(reason: string): Verdict {
  return {
    result: "warning",
    found: `not checkable: ${reason}`,
    expected: EXPECTED,
    advice: "Run the doctor with the public URL, from a machine that is no proxy.",
  };
}

/** An address of the network for benchmarks, RFC 2544, which nobody has. */
function inventedAddress(): string {
  const [a, b] = randomBytes(2);
  return `198.18.${a}.${b}`;
}

/** One attempt with a name that nobody has; resolves to the status. */
function attempt(url: string, agent: Agent | TlsAgent, forged: string | undefined): Promise<number> {
  const target = new URL("admin/api/login", url);
  const text = JSON.stringify({ name: `doctor-${randomBytes(8).toString("hex")}`, password: "wrong" });
  const headers = {
    origin: target.origin,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
    ...(forged === undefined ? {} : { "x-forwarded-for": forged }),
  };
  const ask = target.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const asking = ask(target, { method: "POST", agent, headers, signal }, (response: IncomingMessage) => {
      response.on("error", reject);
      response.on("end", () => resolve(response.statusCode ?? 0));
      response.resume();
    });
    asking.on("error", reject);
    asking.end(text);
  });
}
