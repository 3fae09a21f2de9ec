import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession, SendOptions } from "../mi/mi-session.ts";

/**
 * gdb's numbers of the signals that a function called by gdb may end with: SIGINT when it was broken
 * off, SIGSEGV otherwise, as it returns to the stack, where no code may run.
 * https://sourceware.org/git/?p=binutils-gdb.git;a=blob;f=include/gdb/signals.def
 */
const ofCalls: Readonly<Record<string, number>> = { SIGINT: 2, SIGSEGV: 11 };
const trap = 5;
const count = 150;

/**
 * Tells the server which signals a stopped thread takes along when it is let go: all but those that
 * a call of gdb's leaves behind. To gdb the call is over, but to gdbserver its last signal is still
 * to come: the debuggee would end of it, however it is let go, even by a gdb that is killed.
 *
 * gdb tells the server the same whenever it is told how to handle a signal, so this has to be told
 * again after each `handle`. How signals are handled while gdb holds the debuggee stays as it is.
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/General-Query-Packets.html#QProgramSignals
 * @param stoppedAt The signal that the debuggee stopped at, which is its own.
 */
export async function limitDetachSignals(
  mi: MiSession,
  stoppedAt?: string,
  options?: SendOptions,
): Promise<void> {
  const own = ofCalls[stoppedAt ?? ""];
  const held = new Set([trap, ...Object.values(ofCalls).filter((number) => number !== own)]);
  const passed = Array.from({ length: count }, (_, index) => index + 1)
    .filter((number) => !held.has(number))
    .map((number) => number.toString(16));
  // Without a server there is nobody to tell.
  const packet = `maint packet QProgramSignals:${passed.join(";")}`;
  await mi.send(consoleCommand(packet), options).catch(() => {});
}

/** Carries out one of gdb's `handle` commands. */
export async function handleSignals(
  mi: MiSession,
  how: string,
  options?: SendOptions,
): Promise<void> {
  const done = mi.send(consoleCommand(`handle ${how}`), options);
  await Promise.all([done, limitDetachSignals(mi, undefined, options)]);
}
