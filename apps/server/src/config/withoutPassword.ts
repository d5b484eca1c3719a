// Hides user and password of an address, for logs and for what is printed. An address that is malformed hides all before its @.

export function withoutPassword(address: string): string {
  return address.replace(/^([a-z]+:\/\/)?.*@/, "$1***@");
}
