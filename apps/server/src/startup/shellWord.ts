// Quotes text for commands that an operator is told to run.

/** `text` as one word of a POSIX shell: as it is if that is safe, otherwise in single quotes. */
export function shellWord(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
