// `npm run screens [-- FOLDER]`: takes a picture of every screen of the game, on a desktop and on a phone, and of the console.
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { readArguments } from "./lib.mjs";
import { runSpec } from "./spec.mjs";

const { words } = readArguments("npm run screens -- [FOLDER]", {}, 1);
const folder = resolve(words[0] ?? "screens");
mkdirSync(folder, { recursive: true });
runSpec("screens.spec", { PLAYWRIGHT_SCREENS: folder });
console.log(`The pictures are in ${folder}`);
