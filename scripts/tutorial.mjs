// `npm run tutorial`: a newcomer plays the tutorial in Chromium by mouse, by touch and by keyboard, and the times are printed.
import { readArguments } from "./lib.mjs";
import { runSpec } from "./spec.mjs";

readArguments("npm run tutorial");
runSpec("tutorial.spec", { PLAYWRIGHT_TUTORIAL: "yes" });
