/** What gdb says in words that help nobody, and what to do then. */
const hints: readonly (readonly [RegExp, string])[] = [
  [
    /^Cannot find bounds of current function$/,
    "nothing is known of the lines of this function: step by instructions, or out of it",
  ],
];

/** A text of gdb as a sentence with a full stop. */
export function asSentence(text: string): string {
  const native = text.trim();
  const trimmed = hints.find(([pattern]) => pattern.test(native))?.[1] ?? native;
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** A path without the mark of gdb's for files of the process server's machine. */
export function plainPath(path: string): string {
  return path.replace(/^target:/, "");
}
