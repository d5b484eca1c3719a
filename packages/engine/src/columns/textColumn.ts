// Short texts in fixed-width byte rows, so that a save copies them whole: UTF-8, zero-filled. It rejects nothing: a
// text that does not fit is cut between characters. Hand-written, because the pure packages have no TextEncoder types.

/** Writes `text` into the `width` bytes at `offset`. */
export function writeText(bytes: Uint8Array, offset: number, width: number, text: string): void {
  let at = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (at + length > width) break;
    if (length === 1) bytes[offset + at] = code;
    else {
      bytes[offset + at] = (0xf00 >> length) | (code >> (6 * (length - 1)));
      for (let i = 1; i < length; i++)
        bytes[offset + at + i] = 0x80 | ((code >> (6 * (length - 1 - i))) & 63);
    }
    at += length;
  }
  bytes.fill(0, offset + at, offset + width);
}

/** The text in the `width` bytes at `offset`. */
export function readText(bytes: Uint8Array, offset: number, width: number): string {
  let text = "";
  let at = offset;
  const end = offset + width;
  while (at < end && bytes[at] !== 0) {
    const first = bytes[at];
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    let code = length === 1 ? first : first & (0xff >> (length + 1));
    for (let i = 1; i < length; i++) code = (code << 6) | (bytes[at + i] & 63);
    text += String.fromCodePoint(code > 0x10ffff ? 0xfffd : code);
    at += length;
  }
  return text;
}
