/**
 * Whether evaluating an expression of C or C++ may change the debuggee: it assigns, counts up or
 * down, or calls something. Errs on the side of yes.
 */
export function mayHaveSideEffects(expression: string): boolean {
  const code = expression.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, "0");
  const assigns = /(?:^|[^=!<>])=(?!=)|(?:<<|>>)=/.test(code);
  const counts = /\+\+|--/.test(code);
  const calls = /[\w$>\])]\s*\(/.test(code.replace(/\bsizeof\s*\(/g, "0 + ("));
  return assigns || counts || calls;
}
