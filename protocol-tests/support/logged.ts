import type { Session } from "./session.ts";

/** Collects what is logged, line by line, until `count` lines have come. */
export async function logged(session: Session, pattern: RegExp, count: number): Promise<string[]> {
  let text = "";
  for (;;) {
    const lines = text.split("\n").filter((line) => pattern.test(line));
    if (lines.length >= count) return lines;
    const { output } = await session.dap.next("output");
    text += output;
  }
}
