/** Words of C and C++ that stand in expressions of a debugger. */
export const expressionKeywords: readonly string[] = [
  "char",
  "const",
  "double",
  "enum",
  "float",
  "int",
  "long",
  "reinterpret_cast",
  "short",
  "signed",
  "sizeof",
  "static_cast",
  "struct",
  "union",
  "unsigned",
  "void",
];
