/** The configuration is invalid. The message is one line for standard error; exit code 2. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
