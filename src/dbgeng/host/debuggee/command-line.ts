/**
 * A Windows command line that starts a program with arguments.
 *
 * Windows passes one string, and the program takes it apart itself. A list is quoted so that the
 * C runtime (and CommandLineToArgvW) gives exactly these arguments back; a string goes verbatim.
 *
 * https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function commandLine(program: string, args: readonly string[] | string): string {
  const rest = typeof args === "string" ? args : args.map(quoted).join(" ");
  // The program's own name knows no escapes, and no Windows path can have a quote.
  return rest === "" ? `"${program}"` : `"${program}" ${rest}`;
}

function quoted(argument: string): string {
  if (argument !== "" && !/[\s"]/.test(argument)) return argument;
  // Backslashes count as escapes only where a quote follows.
  const escaped = argument.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, "$1$1");
  return `"${escaped}"`;
}
