import type { ValueFormat } from "../../src/engine/model.ts";

/** An expression, and how it says that its value is to be written. */
export interface Specified {
  readonly expression: string;
  /** Absent where the expression does not say. */
  readonly format?: ValueFormat;
}

const formats: Readonly<Record<string, ValueFormat>> = {
  x: { hex: true },
  h: { hex: true },
  d: { hex: false },
};

/**
 * Takes the format specifier off an expression, which the debuggers of Windows know: `count,x` and
 * `count,h` are hexadecimal, `count,d` decimal. Behind a blank it is an operand of the comma operator.
 */
export function withoutSpecifier(text: string): Specified {
  const [, expression, letter = ""] = /^(.*[^\s,]),([xhd])$/s.exec(text) ?? [];
  const format = formats[letter];
  return expression === undefined || format === undefined
    ? { expression: text }
    : { expression, format };
}
