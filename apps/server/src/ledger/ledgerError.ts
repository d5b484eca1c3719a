// The one error of every ledger.

/** The world cannot be saved or loaded: one line that names the folder or file and the reason. */
export class LedgerError extends Error {
  override readonly name = "LedgerError";
}
