// The TLS certificate at the public URL: whether clients accept it, and for how many days.
import { connect } from "node:tls";
import { type Finding, reasonOf } from "../finding.ts";

const HTTPS_PORT = 443;
const ANSWER_MS = 10_000;
const DAY_MS = 86_400_000;
/** Automatic renewal happens 30 days before the end; something is wrong if it has not. */
const MIN_DAYS = { warning: 21, problem: 3 };
const ADVICE = "Renew the certificate, and look at why the proxy has not done it by itself.";

export interface CertificateParts {
  /** An https URL. */
  readonly url: string;
  readonly nowMs: number;
  /** An authority to trust besides the usual ones, as PEM. */
  readonly ca?: string;
}

export async function checkCertificate({ url, nowMs, ca }: CertificateParts): Promise<Finding> {
  const check = "certificate";
  const expected = `accepted by clients, for ${MIN_DAYS.warning} days or more`;
  try {
    const { endMs, refused } = await lookAt(url, ca);
    const days = Math.floor((endMs - nowMs) / DAY_MS);
    const found =
      refused === undefined ? `valid for ${days} days` : `clients refuse it: ${refused} (${days} days left)`;
    const short = days < MIN_DAYS.problem ? "problem" : days < MIN_DAYS.warning ? "warning" : "ok";
    return { check, result: refused === undefined ? short : "problem", found, expected, advice: ADVICE };
  } catch (error) {
    const found = `TLS does not work: ${reasonOf(error)}`;
    return {
      check,
      result: "problem",
      found,
      expected,
      advice: "Let the proxy listen with TLS at this URL.",
    };
  }
}

interface Seen {
  readonly endMs: number;
  /** Why a client refuses it; undefined if it is accepted. */
  readonly refused: string | undefined;
}

function lookAt(url: string, ca: string | undefined): Promise<Seen> {
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, "$1");
  const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: port === "" ? HTTPS_PORT : Number(port),
      // An unacceptable certificate is looked at too.
      rejectUnauthorized: false,
      ...name,
      ...(ca === undefined ? {} : { ca }),
    });
    socket.setTimeout(ANSWER_MS, () => socket.destroy(new Error(`no answer within ${ANSWER_MS / 1_000} s`)));
    socket.on("error", reject);
    socket.on("secureConnect", () => {
      const { valid_to: end } = socket.getPeerCertificate();
      const refused = socket.authorized ? undefined : String(socket.authorizationError);
      socket.destroy();
      resolve({ endMs: Date.parse(end), refused });
    });
  });
}
