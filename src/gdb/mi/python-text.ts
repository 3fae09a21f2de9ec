/**
 * A text as a Python literal on one line: JSON in ASCII is one. gdb's commands for Python take a
 * single line.
 */
export function pythonText(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
