import type { CallBound } from "./call-watch.ts";
import type { HostCall } from "./host-protocol.ts";

const ordinary: CallBound = { limitMs: 15_000 };

/**
 * How long the host may take for each call. dbgeng has no time limits of its own: a process server
 * that is frozen, or behind a dead network, blocks a call for ever.
 *
 * What ends something takes milliseconds and is urgent: nobody waits long for a server that is gone.
 * Its limit is what a debuggee on a busy machine may need to be stopped and let go unharmed.
 */
const bounds: Partial<Record<HostCall, CallBound | undefined>> = {
  setUp: { limitMs: 30_000 },
  launch: { limitMs: 60_000 },
  attach: { limitMs: 60_000 },
  openDump: { limitMs: 60_000 },
  command: { limitMs: 120_000 },
  // Some thousand breakpoints take a busy machine longer than any other call.
  setSourceBreakpoints: { limitMs: 50_000 },
  setFunctionBreakpoints: { limitMs: 50_000 },
  setInstructionBreakpoints: { limitMs: 50_000 },
  detach: { limitMs: 2_500, urgent: true },
  suspend: { limitMs: 4_000, urgent: true },
  kill: { limitMs: 1_500, urgent: true },
  interrupt: { limitMs: 5_000, urgent: true },
  // dbgeng itself sleeps one second in there.
  disconnectProcessServer: { limitMs: 1_900, urgent: true },
  endProcessServer: { limitMs: 1_500, urgent: true },
};

/** Calls whose callers keep the time themselves. */
const unbounded: readonly HostCall[] = [
  "connectProcessServer",
  "waitForProcessServerEnd",
  "farewell",
];

/** A symbol server is given this long before its first byte. */
const symbolsMs = 120_000;

/**
 * The bound of a call; undefined for one whose caller keeps the time.
 * @param symbolServer Whether a call may have to wait for a symbol server. What ends something does
 * not: a debuggee need not wait for the network.
 */
export function boundOf(call: HostCall, symbolServer: boolean): CallBound | undefined {
  if (unbounded.includes(call)) return undefined;
  const bound = bounds[call] ?? ordinary;
  const ends = bound.urgent && call !== "interrupt";
  return symbolServer && !ends ? { ...bound, limitMs: Math.max(bound.limitMs, symbolsMs) } : bound;
}
