import { setTimeout as delay } from "node:timers/promises";
import { type GdbOptions, GdbProcess } from "./gdb-process.ts";
import { miQuote } from "./mi-quote.ts";
import type { MiSession } from "./mi-session.ts";
import type { HeldDebuggee } from "./run-control.ts";
import type { ServerAddress } from "./server-address.ts";
import { ServerLink } from "./server-link.ts";

/** What becomes of a debuggee. */
export type Fate = "detach" | "kill";

/** Ends gdb's hold on a debuggee, whether it runs or not; resolves when that is done. */
export async function endDebuggee(mi: MiSession, inferior: number, fate: Fate): Promise<void> {
  if (fate === "detach") {
    await mi.send(`-target-detach i${inferior}`, { urgent: true });
  } else {
    await mi.send(`-interpreter-exec console ${miQuote(`kill inferiors ${inferior}`)}`, {
      urgent: true,
    });
  }
}

/** How long gdb may be busy with a command of the user before it is broken off. */
const politeMs = 250;
/** After this time a gdb that does not react is given up. */
const patienceMs = 1000;

/**
 * Does something that must not wait for whatever a command of the user keeps gdb busy with: breaks
 * that off, and ends a gdb that still does not react.
 * @returns whether the work was done; false means that gdb is being ended.
 */
export async function insist(gdb: GdbProcess, work: () => Promise<unknown>): Promise<boolean> {
  const done = work().then(
    () => true,
    (error: unknown) => {
      if (gdb.alive) throw error;
      return false;
    },
  );
  const nag = setInterval(() => {
    if (gdb.mi.busyAlone) gdb.break();
  }, politeMs);
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
 */
export async function rescue(
  options: GdbOptions,
  address: ServerAddress,
  debuggee: Pick<HeldDebuggee, "processId">,
  fate: Fate,
): Promise<void> {
  const gdb = await GdbProcess.start(options);
  try {
    const link = await ServerLink.open(address, gdb.mi, () => {});
    const held = link.found.find((found) => found.processId === debuggee.processId);
    if (held) await endDebuggee(gdb.mi, held.inferior, fate);
    await link.disconnect();
  } finally {
    await gdb.quit(500);
  }
}
