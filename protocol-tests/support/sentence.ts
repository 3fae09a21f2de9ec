import { expect } from "vitest";

/**
 * Fails unless the text is what a user can act on: one or more whole sentences, with every one of
 * the parts in it, and without the traces of a program that failed.
 */
export function expectSentence(text: string, ...parts: (string | RegExp)[]): void {
  expect(text).toMatch(/^["'A-Z0-9/].*[.]$/);
  expect(text).not.toMatch(/\bundefined\b|\[object|\n {4}at |Error:/);
  for (const part of parts) expect(text).toMatch(part);
}
