// The one error of every ledger.

/** The world can't be kept or read: one line naming folder or file, and why. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
}
