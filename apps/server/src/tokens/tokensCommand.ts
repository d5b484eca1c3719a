// The commands of `npm run tokens`, by which an operator manages players' tokens. They change the data folder's file, which
// a running server reloads by itself. Prints nothing: the caller does.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { PlayerId } from "@doubloon/shared/ids";
import { isPlayerId } from "./playerId.ts";
import { makeSessionTokens } from "./sessionToken.ts";
import { MAX_REVOKED_PLAYERS, newTokenKey, TokenKeys, type TokenState } from "./tokenKeys.ts";
import { loadTokenState, saveTokenState } from "./tokenKeysFile.ts";

const HELP = `Usage: npm run tokens -- COMMAND [--data FOLDER]

  list             show the keys and how many players' tokens are revoked
  revoke PLAYER    invalidate all tokens issued to that player so far
  revoke --all     the same for every player
  issue PLAYER     print a new token for that player
  rotate           make a new signing key; existing tokens stay valid
  retire KEY       invalidate all tokens signed with that key
  --data FOLDER    the server's data folder (default: data in the repository); with Redis that of any of its gateways
  --help           show this

PLAYER is the id that the console shows. A running server applies changes within two seconds. Players who are connected
stay connected until their connection ends: kick them as well.
`;

/** The command is invalid or cannot be carried out. The message is one line. */
export class TokensError extends Error {
  override readonly name = "TokensError";
}

export interface TokensSources {
  readonly args: readonly string[];
  readonly workingFolder: string;
  /** The data folder used without --data. */
  readonly defaultData: string;
  /** Wall-clock time in ms. */
  readonly nowMs: () => number;
}

/**
 * Carries out a command; returns the text to print.
 * @throws TokensError, TokenError
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
  if (more.length > 0) throw new TokensError(`${JSON.stringify(more[0])} is an extra argument; see --help`);
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
          `${MAX_REVOKED_PLAYERS} players are revoked already; rotate the key and retire the old one instead`,
        );
      }
      return `The tokens of ${player} are revoked.\n`;
    }
    case "issue":
      return `${makeSessionTokens(new TokenKeys(state), nowMs).issue(playerOf(what))}\n`;
    case "rotate": {
      const key = newTokenKey(nowMs());
      await save({ keys: [key] });
      return `The new key ${key.id} signs tokens in a few seconds.\n`;
    }
    case "retire": {
      const key = state.keys.find(({ id }) => id === what);
      if (key === undefined)
        throw new TokensError(`there is no key ${JSON.stringify(what ?? "")}; list shows all`);
      if (!state.keys.some(({ id, retired }) => id !== what && !retired)) {
        throw new TokensError(`${key.id} is the only key; rotate first`);
      }
      await save({ keys: [{ ...key, retired: true }] });
      return `Tokens signed with ${key.id} are invalid.\n`;
    }
    default:
      throw new TokensError(`${JSON.stringify(command ?? "")} is not a command; see --help`);
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
    throw new TokensError(`${(error as Error).message.split(". ")[0]}; see --help`);
  }
}

function playerOf(text: string | undefined): PlayerId {
  if (!isPlayerId(text)) {
    throw new TokensError(
      `${JSON.stringify(text ?? "")} is not a player's id, expected 22 letters, digits, _ or -`,
    );
  }
  return text;
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
