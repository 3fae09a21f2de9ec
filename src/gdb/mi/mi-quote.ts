/** A gdb/MI string constant: any text becomes exactly one argument of an MI command. */
export function miQuote(text: string): string {
  const escaped = text
    .replace(/[\\"]/g, "\\$&")
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")
    .replace(/\t/g, "\\t");
  return `"${escaped}"`;
}

/**
 * Program arguments as one line for gdb's `set args`, each to reach the program literally.
 *
 * gdb splits the line with quotes and backslashes as a shell does, but expands nothing, and
 * gdbserver quotes again what a shell would expand. A backslash before a newline would drop it, so
 * that is quoted. gdbserver 13 puts a backslash before an apostrophe; nothing helps against that.
 */
export function quoteArguments(list: readonly string[]): string {
  return list
    .map((argument) =>
      argument === ""
        ? "''"
        : argument.replace(/[^\w@%+=:,./\n\u0080-\uffff-]/g, "\\$&").replace(/\n/g, "'\n'"),
    )
    .join(" ");
}

/** One word of a POSIX shell, literally. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The MI command that runs a command of gdb's own language.
 * @param place Options that put it into a frame.
 */
export function consoleCommand(text: string, place = ""): string {
  return `-interpreter-exec${place} console ${miQuote(text)}`;
}
