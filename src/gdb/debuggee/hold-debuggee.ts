import { EngineError } from "../../engine/errors.ts";
import type { LaunchOptions } from "../../engine/model.ts";
import { readSymbolPath } from "../code/symbol-path.ts";
import { plainPath } from "../mi/gdb-text.ts";
import { consoleCommand, miQuote, quoteArguments, shellQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { numberOf, textOf, tuplesOf } from "../mi/mi-value.ts";
import type { RunControl } from "../run/run-control.ts";
import { argumentsVariable } from "../server/embedded-server.ts";
import type { ServerLink } from "../server/server-link.ts";
import { attachFailure } from "./attach-failure.ts";
import type { HeldDebuggee } from "./held-debuggee.ts";
import { launchFailure } from "./launch-failure.ts";
import { localCopy } from "./local-copy.ts";
import { splitArguments } from "./split-arguments.ts";
import { forgetStaleSignals } from "./stale-signals.ts";

/** What launching and attaching need. */
export interface HoldParts {
  readonly mi: MiSession;
  readonly run: RunControl;
  readonly link: ServerLink;
  /** Folders with symbols, on this machine. */
  readonly symbolPath: readonly string[];
  /** Whether the server starts programs by way of the wrapper of an embedded server. */
  readonly wrapped: boolean;
}

/**
 * Starts a program through the process server and holds it before its first instruction.
 * @throws {EngineError} `badInput` naming what stands in the way; the link can be used again.
 */
export async function launchDebuggee(
  parts: HoldParts,
  options: LaunchOptions,
): Promise<HeldDebuggee> {
  const { mi, run, link } = parts;
  const inferior = await addInferior(mi);
  const list = typeof options.args === "string" ? splitArguments(options.args) : [...options.args];
  const local = localCopy(options.program, readSymbolPath(parts.symbolPath).folders);
  const settings = [
    `set remote exec-file ${options.program}`,
    parts.wrapped
      ? `set environment ${argumentsVariable}=${list.map(shellQuote).join(" ")}`
      : `set args ${quoteArguments(list)}`,
    `set cwd${options.cwd === undefined ? "" : ` ${options.cwd}`}`,
    ...Object.entries(options.env ?? {}).map(([name, value]) =>
      value === null ? `unset environment ${name}` : `set environment ${name}=${value}`,
    ),
  ];
  await Promise.all([
    ...settings.map((setting) => mi.send(consoleCommand(setting))),
    local && mi.send(`-file-exec-and-symbols ${miQuote(local)}`),
  ]);
  const stopped = run.firstStop.wait();
  try {
    await mi.send(consoleCommand("starti"));
  } catch (error) {
    run.firstStop.giveUp();
    const native = nativeText(error);
    if (native === undefined) throw error;
    await link.recover();
    throw await launchFailure(mi, options, link.address.text, native);
  }
  await stopped;
  return describe(parts, inferior, options.program, "launched");
}

/**
 * Attaches to a process and holds it. A process that the server already holds is taken over.
 * @throws {EngineError} `notFound` or `refused` naming the reason; the link can be used again.
 */
export async function attachDebuggee(parts: HoldParts, processId: number): Promise<HeldDebuggee> {
  const { mi, run, link } = parts;
  const found = link.found.find((held) => held.processId === processId);
  if (found) {
    await mi.send(consoleCommand(`inferior ${found.inferior}`));
    await forgetStaleSignals(mi);
    return describe(parts, found.inferior, undefined, "attached");
  }
  const inferior = await addInferior(mi);
  const stopped = run.firstStop.wait();
  try {
    await mi.send(`-target-attach ${processId}`);
  } catch (error) {
    run.firstStop.giveUp();
    const native = nativeText(error);
    if (native === undefined) throw error;
    await link.recover();
    throw await attachFailure(mi, processId, link.address.text, native);
  }
  await stopped;
  return describe(parts, inferior, undefined, "attached");
}

/**
 * Makes a new inferior the current one: attaching in one that has a process would kill that, and
 * environment, arguments and program of an earlier launch are not to be inherited.
 */
async function addInferior(mi: MiSession): Promise<number> {
  const { results } = await mi.send("-add-inferior");
  const number = Number(textOf(results, "inferior")?.slice(1));
  await mi.send(consoleCommand(`inferior ${number}`));
  return number;
}

async function describe(
  { mi }: HoldParts,
  inferior: number,
  program: string | undefined,
  origin: "launched" | "attached",
): Promise<HeldDebuggee> {
  const [groups, size] = await Promise.all([
    mi.send("-list-thread-groups"),
    mi.send(`-data-evaluate-expression ${miQuote("sizeof(void *)")}`).catch(() => undefined),
  ]);
  const all = tuplesOf(groups.results, "groups");
  const own = all.find((group) => textOf(group, "id") === `i${inferior}`);
  const processId = numberOf(own, "pid");
  if (processId === undefined) {
    throw new EngineError("native", "The debuggee ended before it could be held.");
  }
  // What earlier debuggees left behind in gdb. Not before now: breakpoints would lose their place.
  for (const group of all) {
    const id = textOf(group, "id");
    if (group !== own && numberOf(group, "pid") === undefined) {
      await mi.send(`-remove-inferior ${id}`).catch(() => {});
    }
  }
  const executable = textOf(own, "executable");
  return {
    processId,
    name: program ?? (executable && plainPath(executable)) ?? String(processId),
    pointerSize: textOf(size?.results, "value") === "4" ? 4 : 8,
    origin,
    inferior,
  };
}

function nativeText(error: unknown): string | undefined {
  return error instanceof EngineError && error.failure === "native" ? error.native : undefined;
}
