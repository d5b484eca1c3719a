// `npm run build`: installs packages and builds the pages. It starts nothing.
import { ensureBuilt, ensureInstalled, readArguments } from "./lib.mjs";

readArguments("npm run build");
ensureInstalled();
ensureBuilt();
