/**
 * Splits a command line into arguments as a POSIX shell does, without expanding anything:
 * white space separates, '...' is literal, inside "..." a backslash escapes " and \, elsewhere it
 * escapes any character. A quote left open ends with the line.
 */
export function splitArguments(line: string): string[] {
  const found: string[] = [];
  const part = /\s+|'([^']*)'?|"((?:\\[\s\S]|[^"\\])*)"?|\\([\s\S]?)|[^\s'"\\]+/g;
  let current: string | undefined;
  for (const [whole, single, double, escaped] of line.matchAll(part)) {
    if (/^\s/.test(whole)) {
      if (current !== undefined) found.push(current);
      current = undefined;
    } else {
      const text = single ?? double?.replace(/\\(["\\])/g, "$1") ?? escaped ?? whole;
      current = (current ?? "") + text;
    }
  }
  if (current !== undefined) found.push(current);
  return found;
}
