import { constants } from "node:os";
import { consoleCommand, miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";

const { SIGTRAP, SIGSTOP } = constants.signals;

/**
 * Forgets signals that a debugger before this one had caused, in a debuggee that is taken over.
 *
 * A server tells of the last signal of each thread, which gdb passes on when the thread goes on. It
 * may be the one with which a function ended that an expression had called: gdb has such a function
 * return to where nothing can run, and takes the SIGSEGV for the end. What the thread really stopped
 * at is in its siginfo, which gdb restores.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Signals.html
 */
export async function forgetStaleSignals(mi: MiSession): Promise<void> {
  const { results } = await mi.send("-thread-info");
  await Promise.all(
    tuplesOf(results, "threads").map(async (thread) => {
      const place = `--thread ${textOf(thread, "id")}`;
      const signal = `-data-evaluate-expression ${place} ${miQuote("$_siginfo.si_signo")}`;
      const reply = await mi.send(signal).catch(() => undefined);
      const number = numberOf(reply?.results, "value");
      if (number !== SIGTRAP && number !== SIGSTOP) return;
      await mi.send(consoleCommand("queue-signal 0", ` ${place}`)).catch(() => {});
    }),
  );
}
