// The V8 settings of `npm start` for Doubloon's server. The peers run with Node's defaults.

const settings = new URL("../../../../../scripts/v8.mjs", import.meta.url).href;

export const SERVER_FLAGS = ((await import(settings)) as { readonly V8_FLAGS: readonly string[] }).V8_FLAGS;
