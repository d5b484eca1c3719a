// `npm run build`: installs and builds, runs nothing.
import { ensureBuilt, ensureInstalled } from "./lib.mjs";

ensureInstalled();
ensureBuilt();
