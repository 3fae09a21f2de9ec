/** A piece of an expression. */
export interface Operand extends Piece {
  /** Operands with the same number are compared, combined or assigned with each other. */
  readonly clause: number;
  /** The name that the operand is, but for casts and signs; absent for what is more than a name. */
  readonly name: Piece | undefined;
}

/** A part of a text, and its index there. */
interface Piece {
  readonly text: string;
  readonly start: number;
}

const separator = /&&|\|\||[?:,]/g;
/** What stands between two operands; what stands before one belongs to it. */
const operator = /(?<=[\w$)\]]\s*)(?:<<=?|>>=?|[-+*/%&|^<>=!]=?)/g;
/** Casts and signs before a name, which is written with `$$` for `::` by then. */
const beforeName = /^(?:[-+!~*&\s]|\(\s*\))*(?=[A-Za-z_$][\w$]*$)/;

/**
 * The operands of an expression of C or C++, those in brackets first: of `(a | b) == c.d` these are
 * `a`, `b`, `(a | b)` and `c.d`. Of text that is no expression, what looks like operands.
 */
export function operandsOf(expression: string): Operand[] {
  const found: Operand[] = [];
  let clauses = 0;
  const collect = (code: string, start: number) => {
    for (const clause of split({ text: code, start }, separator)) {
      clauses += 1;
      for (const piece of split(clause, operator)) {
        const { length } = piece.text;
        const prefix = beforeName.exec(piece.text)?.[0];
        const original = (from: number) => ({
          text: expression.slice(from, piece.start + length),
          start: from,
        });
        const name = prefix === undefined ? undefined : original(piece.start + prefix.length);
        found.push({ ...original(piece.start), clause: clauses, name });
      }
    }
  };
  // Spaces in the place of what was taken out keep all that follows where it was.
  const blank = (text: string) => " ".repeat(text.length);
  let code = expression
    .replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, (text) => "0".repeat(text.length))
    .replaceAll("::", "$$$$")
    .replaceAll("->", "..");
  const innermost = /([([{])([^()[\]{}]*[^()[\]{}\s][^()[\]{}]*)([)\]}])/;
  for (let match = innermost.exec(code); match; match = innermost.exec(code)) {
    const [all, open = "", inside = "", close = ""] = match;
    collect(inside, match.index + 1);
    code = code.replace(all, () => open + blank(inside) + close);
  }
  collect(code, 0);
  return found;
}

/** What is between separators, without spaces around it. */
function split({ text, start }: Piece, separators: RegExp): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const end of [...text.matchAll(separators), { index: text.length, 0: "" }]) {
    const piece = text.slice(from, end.index);
    const trimmed = piece.trim();
    const indent = piece.length - piece.trimStart().length;
    if (trimmed !== "") pieces.push({ text: trimmed, start: start + from + indent });
    from = end.index + end[0].length;
  }
  return pieces;
}
