// Players join and leave. A player who leaves keeps position, score and rank. A player who joins again while online
// takes over the existing mover.
import type { MoverId, RoomId } from "@doubloon/shared/ids";
import { Intent } from "@doubloon/shared/movement";
import type { Command, EnterCommand } from "../commands.ts";
import { layFirstCoin, placeMover } from "../spawn.ts";
import type { World } from "../world.ts";
import { forgetOne } from "./forget.ts";
import { dropOut } from "./teams.ts";

export function enterAndLeave(world: World, commands: readonly Command[]): void {
  for (const command of commands) {
    if (command.type === "enter") enter(world, command);
    else if (command.type === "leave") leave(world, command.mover);
  }
}

/** Removes a mover from the world. Does nothing if there is no such mover. */
function leave(world: World, mover: MoverId): void {
  const { movers, accounts, tick } = world;
  if (!movers.has(mover)) return;
  const account = movers.account[mover] - 1;
  const room = movers.room[mover] as RoomId;
  accounts.x[account] = movers.x[mover];
  accounts.y[account] = movers.y[mover];
  accounts.mover[account] = 0;
  accounts.leftTick[account] = tick;
  accounts.changes.add(account);
  if (accounts.score[account] === 0) accounts.addIdle(account, tick);
  world.members.remove(room, mover);
  world.departures.push(room, tick, mover);
  world.actors.remove(mover);
  movers.release(mover, tick);
  world.facts.push({ type: "left", playerId: accounts.idOf(account), mover, room });
}

function enter(world: World, { playerId, name, bot }: EnterCommand): void {
  const { movers, accounts, tick, facts } = world;
  const known = accounts.find(playerId);
  if (known !== undefined && bot === true) makeBot(world, known);
  if (known !== undefined && accounts.mover[known] !== 0) {
    takeOver(world, known, name);
    return;
  }
  if (known === undefined && accounts.full && !forgetOne(world)) {
    facts.push({ type: "full", playerId });
    return;
  }
  const mover = movers.take(known ?? 0, tick);
  if (mover === undefined) {
    facts.push({ type: "full", playerId });
    return;
  }
  let account = known;
  if (account === undefined) {
    account = accounts.add(playerId, name ?? "");
    movers.account[mover] = account + 1;
    if (bot === true) accounts.becomeBot(account);
    world.board.insert(account);
  } else {
    if (accounts.score[account] === 0) accounts.removeIdle(account);
    if (name !== undefined) accounts.rename(account, name);
  }
  accounts.mover[account] = mover + 1;
  placeMover(world, mover, account);
  if (known === undefined && bot !== true) layFirstCoin(world, mover);
  facts.push({
    type: "entered",
    playerId,
    mover,
    room: movers.room[mover] as RoomId,
    name: accounts.nameOf(account),
    returning: known !== undefined,
    takeover: false,
  });
}

// A walk ends, because its new controller does not know the previous controller's intent, and input numbers restart. What the
// mover does standing still goes on: the new controller sees its pose.
function takeOver(world: World, account: number, name: string | undefined): void {
  const { movers, accounts } = world;
  const mover = (accounts.mover[account] - 1) as MoverId;
  if (name !== undefined) accounts.rename(account, name);
  movers.intent[mover] = Intent.stop;
  movers.lastSeq[mover] = 0;
  movers.markChanged(mover, world.tick);
  world.facts.push({
    type: "entered",
    playerId: accounts.idOf(account),
    mover,
    room: movers.room[mover] as RoomId,
    name: accounts.nameOf(account),
    returning: true,
    takeover: true,
  });
}

/** Takes an account that a bot uses off every board, for good. */
function makeBot(world: World, account: number): void {
  const { accounts, board, season, hunts } = world;
  if (accounts.bot[account] !== 0) return;
  dropOut(world, account, undefined);
  const hunter = hunts.hunters.find(account);
  if (hunter !== undefined) makeBotHunter(world, hunter);
  board.remove(account);
  season.remove(account);
  accounts.becomeBot(account);
}

/** A bot counts neither among a hunt's people nor among those who look for its cache, and does not lead. */
function makeBotHunter({ hunts }: World, row: number): void {
  const { hunters, boards } = hunts;
  if (hunters.bot[row] !== 0) return;
  boards.remove(row);
  hunters.bot[row] = 1;
  hunters.changes.add(row);
  const hunt = hunts.find(hunters.hunt[row]);
  if (hunt === undefined) return;
  const { people } = hunt.caches;
  if (hunters.cache[row] < people.length) people[hunters.cache[row]]--;
  hunt.people--;
  hunt.crowdChanged = true;
  if (hunt.leader !== hunters.account[row]) return;
  const { order, count } = boards.of(hunt.resolved.number);
  hunt.leader = count === 0 ? 0 : hunters.account[order[0]];
  hunt.changed = true;
}
