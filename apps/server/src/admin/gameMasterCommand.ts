// `npm run gamemaster`: lists, adds, resets and removes game masters, whether or not the server is running. Prints a new
// password once; only its hash is stored.
import { parseArgs } from "node:util";
import { errorText } from "@doubloon/shared/errorText";
import { makePassword } from "./signIn/makePassword.ts";
import { hashPassword } from "./signIn/passwordHash.ts";
import { AccountsError, openAdminDatabase } from "./store/adminDatabase.ts";
import { createAdminRows } from "./store/adminRows.ts";
import type { AdminRows } from "./store/adminStore.ts";

/** Maximum length of a name in the sign-in form. */
const MAX_NAME = 64;

export const USAGE = `Usage: npm run gamemaster -- COMMAND [--data FOLDER]

  list          shows the names of all game masters
  add NAME      adds a game master and prints the password
  reset NAME    gives a game master a new password, prints it and ends all their sessions
  remove NAME   removes a game master and ends all their sessions
  places NAME on|off
                allows or forbids a game master to open the places of a hunt's caches
  operate NAME on|off
                allows or forbids a game master to operate the server: record processes, change their log
                level, drain gateways, hand the world over

It also works while the server is running. --data (or DOUBLOON_DATA) is the server's data folder, by default ./data.
`;

export interface CommandOutcome {
  /** 0 for success, 2 for a problem that the operator can fix. */
  readonly code: 0 | 2;
  /** For standard output if `code` is 0, otherwise for standard error. */
  readonly text: string;
}

/** Runs the command. `folder` is the data folder if --data is not given. */
export async function runGameMasterCommand(args: readonly string[], folder: string): Promise<CommandOutcome> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { data: { type: "string" }, help: { type: "boolean" } },
      allowPositionals: true,
    });
    if (values.help === true) return { code: 0, text: USAGE };
    return await run(positionals, values.data ?? folder);
  } catch (error) {
    return failed(errorText(error));
  }
}

async function run(positionals: readonly string[], folder: string): Promise<CommandOutcome> {
  const [command, name, ...more] = positionals;
  if (command === "list") {
    if (name !== undefined) return failed(`list takes no name, got ${JSON.stringify(name)}`);
    const names = await withRows(folder, false, (rows) => rows.masters());
    return { code: 0, text: names.length === 0 ? "There is no game master.\n" : `${names.join("\n")}\n` };
  }
  if (command === "places" || command === "operate") return setRight(command, name, more, folder);
  if (command !== "add" && command !== "reset" && command !== "remove") {
    const got = command === undefined ? "none" : JSON.stringify(command);
    return failed(`expected a command (list, add, reset, remove, places or operate), got ${got}`);
  }
  if (name === undefined || more.length > 0) return failed(`${command} takes exactly one name`);
  if (name.trim() !== name || name.length < 1 || name.length > MAX_NAME) {
    return failed(
      `a name has 1 to ${MAX_NAME} characters and no spaces around it, got ${JSON.stringify(name)}`,
    );
  }
  if (command === "remove") {
    const done = await withRows(folder, false, (rows) => rows.removeMaster(name));
    return done
      ? { code: 0, text: `The game master ${name} has been removed and signed out.\n` }
      : unknown(name);
  }
  const password = makePassword();
  const hash = await hashPassword(password);
  const done = await withRows(folder, command === "add", (rows) =>
    command === "add" ? rows.addMaster(name, hash) : rows.setPassword(name, hash),
  );
  if (!done) return command === "add" ? failed(`there is already a game master ${name}`) : unknown(name);
  return { code: 0, text: `The game master is ${name}, the password ${password} (shown only once)\n` };
}

async function setRight(
  right: "places" | "operate",
  name: string | undefined,
  more: readonly string[],
  folder: string,
): Promise<CommandOutcome> {
  const [may] = more;
  if (name === undefined || more.length !== 1 || (may !== "on" && may !== "off")) {
    return failed(`${right} takes a name and on or off`);
  }
  const done = await withRows(folder, false, (rows) =>
    right === "places" ? rows.setMayOpenPlaces(name, may === "on") : rows.setMayOperate(name, may === "on"),
  );
  if (!done) return unknown(name);
  return {
    code: 0,
    text: `The game master ${name} ${may === "on" ? "may" : "may not"} ${right === "places" ? "open the places of caches" : "operate the server"}.\n`,
  };
}

async function withRows<T>(folder: string, create: boolean, use: (rows: AdminRows) => T): Promise<T> {
  const database = openAdminDatabase(folder, create);
  try {
    return use(createAdminRows(database));
  } catch (error) {
    throw new AccountsError(
      `the game masters in ${folder} could not be read or changed: ${errorText(error)}`,
    );
  } finally {
    database.close();
  }
}

function unknown(name: string): CommandOutcome {
  return failed(`there is no game master ${name}; "list" shows all names`);
}

function failed(reason: string): CommandOutcome {
  return { code: 2, text: `doubloon: ${reason.replaceAll("\n", " ")}\n` };
}
