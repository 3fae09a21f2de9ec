/** Variables of one process, in the order in which Windows keeps them. */
export type Environment = Readonly<Record<string, string>>;

/**
 * Reads an environment block: UTF-16 entries `NAME=value`, each ended by NUL. Names that begin
 * with `=` are how Windows remembers the directory of each drive; they are kept.
 */
export function parseEnvironmentBlock(block: Buffer): Environment {
  const found: Record<string, string> = {};
  for (const entry of block.toString("utf16le").split("\0")) {
    if (entry === "") break;
    const equals = entry.indexOf("=", 1);
    if (equals > 0) found[entry.slice(0, equals)] = entry.slice(equals + 1);
  }
  return found;
}

/**
 * An environment with changes; null removes a variable. Windows does not tell upper and lower case
 * of names apart, so a change replaces the variable however it is written. The result is sorted
 * as CreateProcess wants its block.
 */
export function mergeEnvironment(
  own: Environment,
  changes: Readonly<Record<string, string | null>>,
): Environment {
  const merged = new Map(
    Object.entries(own).map(([name, value]) => [name.toUpperCase(), { name, value }]),
  );
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) merged.delete(name.toUpperCase());
    else merged.set(name.toUpperCase(), { name, value });
  }
  const sorted = [...merged].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([, { name, value }]) => [name, value]));
}
