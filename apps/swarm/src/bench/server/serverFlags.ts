// The V8 settings with which `npm start` runs Doubloon's server; the peers run with Node's own, as they do by default.

const settings = new URL("../../../../../scripts/v8.mjs", import.meta.url).href;

export const SERVER_FLAGS = ((await import(settings)) as { readonly V8_FLAGS: readonly string[] }).V8_FLAGS;
