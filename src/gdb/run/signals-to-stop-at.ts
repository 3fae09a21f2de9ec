/**
 * Signals of Linux that gdb knows, by its names, whatever system gdb runs on.
 *
 * Left out are those that a debugger keeps to itself, and SIGSTKFLT, which gdb has no name for.
 */
const unusual = [
  ..."SIGHUP SIGINT SIGQUIT SIGILL SIGABRT SIGBUS SIGFPE SIGSEGV SIGSYS SIGUSR1 SIGUSR2".split(" "),
  ..."SIGPIPE SIGTERM SIGTSTP SIGTTIN SIGTTOU SIGXCPU SIGXFSZ SIGPWR".split(" "),
];
/** Signals of everyday life: nobody wants to stop at all of them unless they are named. */
const everyday = "SIGALRM SIGCHLD SIGCONT SIGURG SIGIO SIGVTALRM SIGPROF SIGWINCH".split(" ");
const known: ReadonlySet<string> = new Set([...unusual, ...everyday]);

/** Second names, which gdb does not take or takes for signals of other systems. */
const aliases: Readonly<Record<string, string>> = {
  SIGIOT: "SIGABRT",
  SIGCLD: "SIGCHLD",
  SIGPOLL: "SIGIO",
};

/** Signals, and why others cannot be stopped at. */
export interface SignalsToStopAt {
  readonly signals: readonly string[];
  readonly problem?: string;
}

/** The signals that a condition names; without one all but the everyday ones. */
export function signalsToStopAt(condition = ""): SignalsToStopAt {
  const names = condition.split(/[\s,;]+/).filter((name) => name !== "");
  if (names.length === 0) return { signals: unusual };
  const found = names.map((name) => ({ name, signal: signalOf(name) }));
  const signals = found.flatMap(({ signal }) => signal ?? []);
  const bad = found.filter(({ signal }) => signal === undefined).map(({ name }) => name);
  if (bad.length === 0) return { signals };
  const problem = `'${bad.join(", ")}' cannot be stopped at: name signals that a program can handle, e.g. SIGUSR1, SIGTERM.`;
  return { signals, problem };
}

/** gdb's name of a signal, which may be written in any case and without SIG. */
function signalOf(name: string): string | undefined {
  const written = name.toUpperCase().replace(/^(?!SIG)/, "SIG");
  const signal = aliases[written] ?? written;
  return known.has(signal) || /^SIG(3[2-9]|[45]\d|6[0-4])$/.test(signal) ? signal : undefined;
}
