// `npm run build`: installs packages and builds the pages. It starts nothing.
import { ensureBuilt, ensureInstalled } from "./lib.mjs";

ensureInstalled();
ensureBuilt();
