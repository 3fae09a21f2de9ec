import type { TestEngine } from "./engines/test-engine.ts";

/** The full register of an x86 processor that holds `ip`, `sp`, `ax` and so on in its low half. */
export function wordRegister({ pointerSize }: TestEngine, half: string): string {
  return `${pointerSize === 8 ? "r" : "e"}${half}`;
}
