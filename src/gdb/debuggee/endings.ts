import { setTimeout as delay } from "node:timers/promises";
import { type GdbOptions, GdbProcess } from "../mi/gdb-process.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import type { RunControl } from "../run/run-control.ts";
import type { ServerAddress } from "../server/server-address.ts";
import { requireFreeServer, ServerLink } from "../server/server-link.ts";
import { limitDetachSignals } from "./detach-signals.ts";
import type { HeldDebuggee } from "./held-debuggee.ts";

/** What becomes of a debuggee. */
export type Fate = "detach" | "kill";

/**
 * Ends gdb's hold on a debuggee, whether it runs or not; resolves when that is done.
 * @param stoppedAt The signal that the debuggee stopped at; it takes it along.
 */
export async function endDebuggee(
  mi: MiSession,
  inferior: number,
  fate: Fate,
  stoppedAt?: string,
): Promise<void> {
  if (fate === "detach") {
    if (stoppedAt !== undefined) void limitDetachSignals(mi, stoppedAt, { urgent: true });
    await mi.send(`-target-detach i${inferior}`, { urgent: true });
  } else {
    await mi.send(consoleCommand(`kill inferiors ${inferior}`), {
      urgent: true,
    });
  }
}

/**
 * Leaves the debuggee stopped at the server, without breakpoints; the link is left with it.
 * @param interrupt Asks the running debuggee to stop.
 */
export async function suspendDebuggee(
  mi: MiSession,
  run: RunControl,
  link: ServerLink,
  interrupt: () => Promise<void>,
): Promise<void> {
  if (run.running) {
    const stopped = run.firstStop.wait();
    await interrupt();
    await stopped;
  }
  // The breakpoints are to go from memory with the debugger that knows them.
  await mi.send("-break-disable");
  await link.leave();
}

/** How long gdb may be busy with something else, such as a command of the user. */
const politeMs = 300;
/** After this time a gdb that does not react is given up. */
const patienceMs = 1000;

/**
 * Does something that must not wait for whatever gdb is busy with: breaks that off.
 * @returns whether the work was done in time; false means that this gdb reacts to nothing.
 */
export async function insist(gdb: GdbProcess, work: () => Promise<unknown>): Promise<boolean> {
  const done = work().then(
    () => true,
    (error: unknown) => {
      if (gdb.alive) throw error;
      return false;
    },
  );
  const nag = setInterval(() => gdb.break(), politeMs);
  try {
    return await Promise.race([done, delay(patienceMs, false, { ref: false })]);
  } finally {
    clearInterval(nag);
    done.catch(() => {});
  }
}

/**
 * Sees to a debuggee whose gdb is gone: a fresh gdb connects to the server, which still holds it,
 * and lets it go or ends it. Does nothing when the server does not hold it any more.
 *
 * gdbserver leaves the breakpoints of the gdb that is gone in memory. The fresh gdb sets them once
 * more, gdb's own ones included, and takes them away when it detaches.
 * @param insertions The commands that set them.
 */
export async function rescue(
  options: GdbOptions,
  address: ServerAddress,
  debuggee: Pick<HeldDebuggee, "processId">,
  fate: Fate,
  insertions: readonly string[],
): Promise<void> {
  const gdb = await GdbProcess.start(options);
  try {
    const traits = await requireFreeServer(address);
    const link = await ServerLink.open(address, gdb.mi, () => {}, traits);
    const held = link.found.find((found) => found.processId === debuggee.processId);
    if (held && fate === "detach") {
      await Promise.allSettled(insertions.map((command) => gdb.mi.send(command)));
    }
    if (held) await endDebuggee(gdb.mi, held.inferior, fate);
    await link.leave();
  } finally {
    await gdb.quit(500);
  }
}
