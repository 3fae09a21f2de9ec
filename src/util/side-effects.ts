/** A cast to a pointer, or to a type of the language or the C library. */
const cast =
  /(?<![\w$>\])]\s*)\((?:[\w\s:]+[*&]+(?:\s*const)?|\s*(?:(?:unsigned|signed|long|short|int|char|float|double|bool|void|\w+_t)\s*)+)\)/g;

/**
 * Whether evaluating an expression of C or C++ may change the debuggee: it assigns, counts up or
 * down, or calls something. Errs on the side of yes.
 */
export function mayHaveSideEffects(expression: string): boolean {
  const code = expression.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, "0");
  const assigns = /(?:^|[^=!<>])=(?!=)|(?:<<|>>)=/.test(code);
  const counts = /\+\+|--/.test(code);
  const plain = code.replace(cast, "0 + ").replace(/\bsizeof\s*\(/g, "0 + (");
  const calls = /[\w$>\])]\s*\(/.test(plain);
  return assigns || counts || calls;
}
