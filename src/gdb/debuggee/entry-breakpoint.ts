import { EngineError } from "../../engine/errors.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tupleOf } from "../mi/mi-value.ts";

/** The breakpoint at which a debuggee stops on entry. gdb removes it when it is hit. */
export interface EntryBreakpoint {
  /** gdb's number. */
  readonly breakpoint: number;
  /** Where it is, as gdb writes addresses. */
  readonly address: string | undefined;
}

/**
 * Sets a breakpoint in `main`, or, where the symbols know none, at the program's entry point.
 * @throws {EngineError} `native` when the entry point is not known either.
 */
export async function breakAtEntry(mi: MiSession): Promise<EntryBreakpoint> {
  const reply = await mi.send("-break-insert -t main").catch(async () => {
    const { output } = await mi.send(consoleCommand("info auxv"));
    const address = /AT_ENTRY.*\s(0x[0-9a-f]+)/.exec(output)?.[1];
    if (address === undefined) {
      throw new EngineError("native", "The entry point of the debuggee is not known.");
    }
    return mi.send(`-break-insert -t *${address}`);
  });
  const inserted = tupleOf(reply.results, "bkpt");
  return {
    breakpoint: numberOf(inserted, "number") ?? -1,
    address: textOf(inserted, "addr"),
  };
}
