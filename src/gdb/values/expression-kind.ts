/** Whether there is anything in the expression that a program may overload. */
export function hasOperators(expression: string): boolean {
  return /[^\w\s.:$]/.test(expression);
}

/** Whether the expression computes its value, which then is in no place of its own. */
export function isComputed(expression: string): boolean {
  let outside = expression;
  for (let before = ""; before !== outside; ) {
    before = outside;
    outside = outside.replace(/\[[^[\]()]*\]|\([^[\]()]*\)/g, "");
  }
  return !/["'<:]/.test(outside) && /[\w\])\s]([+/%^|]|-(?!>))/.test(outside);
}

/** Whether the type is an array of characters, whose text says more than its length. */
export function isCharacters(type: string | undefined): boolean {
  return /\b(char|wchar_t|char(8|16|32)_t) \[\d*\]$/.test(type ?? "");
}

/** Whether a variable of the type cannot be changed; undefined when it can. */
export function isConstant(type: string | undefined): true | undefined {
  return /^const [^*&]*$|\* ?const$/.test(type ?? "") || undefined;
}
