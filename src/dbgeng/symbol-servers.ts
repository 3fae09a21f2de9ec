/**
 * Whether symbols may come from a symbol server, which takes as long as its network does.
 * https://learn.microsoft.com/windows-hardware/drivers/debugger/advanced-symsrv-use
 */
export function hasSymbolServer(symbolPath: readonly string[]): boolean {
  return symbolPath.some((entry) => /(?:^|;)\s*(?:srv|symsrv)\*|https?:/i.test(entry));
}
