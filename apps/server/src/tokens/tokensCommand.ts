// The commands of `npm run tokens`: what an operator can do about players' tokens. Changes the data folder's file, which
// a running server notices by itself. Prints nothing.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { PlayerId } from "@doubloon/shared/ids";
import { makeSessionTokens } from "./sessionToken.ts";
import { MAX_REVOKED_PLAYERS, newTokenKey, TokenKeys, type TokenState } from "./tokenKeys.ts";
import { loadTokenState, saveTokenState } from "./tokenKeysFile.ts";

const HELP = `Usage: npm run tokens -- COMMAND [--data FOLDER]

  list             show the keys and how many players' tokens are revoked
  revoke PLAYER    tokens of that player issued until now no longer count
  revoke --all     the same for every player
  issue PLAYER     print a new token of that player
  rotate           make a new key; from then on tokens are signed with it, and old ones go on counting
  retire KEY       tokens signed with that key no longer count
  --data FOLDER    the server's data folder (default: data in the repository); with Redis that of any of its gateways
  --help           show this

PLAYER is the id that the console shows. A running server takes changes over within two seconds. Somebody who plays at that
moment goes on until the connection ends: kick them as well.
`;

/** What was typed cannot be understood or done. The message is one line. */
export class TokensError extends Error {
  override readonly name = "TokensError";
}

export interface TokensSources {
  readonly args: readonly string[];
  readonly workingFolder: string;
  /** The data folder if none is named. */
  readonly defaultData: string;
  /** Wall-clock time in ms. */
  readonly nowMs: () => number;
}

/**
 * Carries out a command; answers what to print.
 * @throws TokensError, PassError
 */
export async function runTokensCommand({
  args,
  workingFolder,
  defaultData,
  nowMs,
}: TokensSources): Promise<string> {
  const { values, positionals } = parse(args);
  if (values.help === true) return HELP;
  const [command, what, ...more] = positionals;
  if (more.length > 0) throw new TokensError(`${JSON.stringify(more[0])} is too much; --help shows how`);
  const folder = values.data === undefined ? defaultData : resolve(workingFolder, values.data);
  const state = await loadTokenState(folder, nowMs());
  const save = (change: Partial<TokenState>): Promise<TokenState> =>
    saveTokenState(folder, { ...state, ...change });
  const nowS = Math.floor(nowMs() / 1000);

  switch (command) {
    case "list":
      return list(state);
    case "revoke": {
      if (values.all === true && what === undefined) {
        await save({ revokedAll: nowS });
        return "The tokens of all players are revoked.\n";
      }
      const player = playerOf(what);
      const { revoked } = await save({ revoked: { [player]: nowS } });
      if (revoked[player] === undefined) {
        throw new TokensError(
          `${MAX_REVOKED_PLAYERS} players are revoked already; rotate and retire a key instead`,
        );
      }
      return `The tokens of ${player} are revoked.\n`;
    }
    case "issue":
      return `${makeSessionTokens(new TokenKeys(state), nowMs).issue(playerOf(what))}\n`;
    case "rotate": {
      const key = newTokenKey(nowMs());
      await save({ keys: [key] });
      return `Tokens are signed with the new key ${key.id} in a few seconds.\n`;
    }
    case "retire": {
      const key = state.keys.find(({ id }) => id === what);
      if (key === undefined)
        throw new TokensError(`there is no key ${JSON.stringify(what ?? "")}; list shows all`);
      if (!state.keys.some(({ id, retired }) => id !== what && !retired)) {
        throw new TokensError(`${key.id} is the only key; rotate first`);
      }
      await save({ keys: [{ ...key, retired: true }] });
      return `Tokens of the key ${key.id} no longer count.\n`;
    }
    default:
      throw new TokensError(`${JSON.stringify(command ?? "")} is no command; --help shows all`);
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        data: { type: "string" },
        all: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new TokensError(`${(error as Error).message.split(". ")[0]}; --help shows how`);
  }
}

function playerOf(text: string | undefined): PlayerId {
  if (text === undefined || !/^[\w-]{22}$/.test(text)) {
    throw new TokensError(
      `${JSON.stringify(text ?? "")} is no player's id, expected 22 letters, digits, _ or -`,
    );
  }
  return text as PlayerId;
}

function list({ keys, revoked, revokedAll }: TokenState): string {
  const rows = [...keys]
    .sort((a, b) => b.madeMs - a.madeMs)
    .map(({ id, madeMs, retired, bare }) => {
      const made = madeMs === 0 ? "before keys had ids" : new Date(madeMs).toISOString();
      return `${id}  ${made}${retired ? "  retired" : ""}${bare ? "  also for tokens without a key id" : ""}`;
    });
  const all =
    revokedAll === 0 ? "" : `, and of all players until ${new Date(revokedAll * 1000).toISOString()}`;
  return `${rows.join("\n")}\nRevoked: tokens of ${Object.keys(revoked).length} players${all}\n`;
}
