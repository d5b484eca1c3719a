/**
 * V8 settings of the server: a small young generation, collected by the thread that owns it. The reasons and figures
 * are in docs/adr/0007-v8-settings.md.
 */
export const V8_FLAGS = ["--max-semi-space-size=4", "--no-parallel-scavenge"];
