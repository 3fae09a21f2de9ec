import type { ExceptionInfo } from "../../engine/model.ts";
import { consoleCommand, miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { textOf } from "../mi/mi-value.ts";
import { readRemoteFile } from "../server/remote-file.ts";
import { signalNumber } from "./stop-reason.ts";

/** A signal that a thread has stopped at. */
export interface SignalStop {
  readonly signal: string;
  readonly meaning: string | undefined;
}

/** An exception as the stop record tells it. */
export type StoppedAt = SignalStop | { readonly cpp: "throw" | "catch" };

/** Meanings of `si_code`, by signal. https://man7.org/linux/man-pages/man2/sigaction.2.html */
const codes: Readonly<Record<string, readonly string[]>> = {
  SIGSEGV: ["", "address not mapped", "access not permitted", "bounds exceeded", "memory key"],
  SIGBUS: ["", "misaligned address", "no such physical address", "hardware error"],
  SIGFPE: [
    "",
    "integer division by zero",
    "integer overflow",
    "floating-point division by zero",
    "floating-point overflow",
    "floating-point underflow",
    "inexact floating-point result",
    "invalid floating-point operation",
    "subscript out of range",
  ],
  SIGILL: [
    "",
    "illegal opcode",
    "illegal operand",
    "illegal addressing mode",
    "illegal trap",
    "privileged opcode",
    "privileged register",
    "coprocessor error",
    "internal stack error",
  ],
};

/** Asks gdb for the value of an expression; undefined when it has none. */
type Ask = (expression: string) => Promise<string | undefined>;

/**
 * Describes the exception that a thread has stopped at.
 * @param thread gdb's number of the thread.
 * @param processId Absent for a core file.
 */
export async function exceptionInfo(
  mi: MiSession,
  thread: string,
  processId: number | undefined,
  stopped: StoppedAt,
): Promise<ExceptionInfo> {
  const ask = askingIn(mi, thread);
  if ("cpp" in stopped) return cppException(mi, ask, stopped.cpp);
  const { signal, meaning } = stopped;
  const isFault = signal === "SIGSEGV" || signal === "SIGBUS";
  const [address, code, at, instruction, handled] = await Promise.all([
    addressOf(ask, "$pc"),
    ask("(int) $_siginfo.si_code").then(Number),
    isFault ? addressOf(ask, "$_siginfo._sifields._sigfault.si_addr") : undefined,
    isFault ? mi.send(consoleCommand("x/i $pc")).then(({ output }) => output) : "",
    // A process that had handled it would have left no core file.
    processId !== undefined && isHandled(mi, processId, signal),
  ]);
  const sent = code <= 0;
  const where = sent ? undefined : at;
  const parts = [
    meaning ?? signal,
    codes[signal]?.[code] && `: ${codes[signal]?.[code]}`,
    where !== undefined && `, at 0x${where.toString(16)}`,
    sent && ", sent by a program",
  ];
  return {
    id: signal,
    name: signal,
    description: parts.filter(Boolean).join(""),
    code: String(signalNumber(signal)),
    breakMode: handled ? "always" : "unhandled",
    address,
    access:
      where === undefined
        ? undefined
        : { kind: accessOf(instruction, where === address), address: where },
  };
}

/** The type and the text of a C++ exception, as the probes of the C++ library tell. */
async function cppException(
  mi: MiSession,
  ask: Ask,
  kind: "throw" | "catch",
): Promise<ExceptionInfo> {
  const name = (await cppTypeName(mi, ask)) ?? "C++ exception";
  const text = await whatOf(mi, ask);
  const done = kind === "throw" ? "was thrown" : "is caught";
  return {
    id: name,
    name,
    description: text === undefined ? `${name} ${done}` : `${name} ${done}: ${text}`,
    breakMode: "always",
    address: await addressOf(ask, "$pc"),
  };
}

/**
 * The type of the C++ exception that is being thrown or caught; undefined without probes.
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/Set-Catchpoints.html
 */
async function cppTypeName(mi: MiSession, ask: Ask): Promise<string | undefined> {
  const mangled = await typeName(ask, "$_probe_arg1");
  if (mangled === undefined) return undefined;
  const { output } = await mi.send(consoleCommand(`demangle -- _ZTI${mangled}`));
  return /^typeinfo for (.*)$/m.exec(output)?.[1];
}

/** The name of the C++ exception for a stop. */
export async function cppExceptionName(mi: MiSession, thread: string): Promise<string> {
  return (await cppTypeName(mi, askingIn(mi, thread))) ?? "C++ exception";
}

/** Asks in the innermost frame of a thread. */
function askingIn(mi: MiSession, thread: string): Ask {
  return async (expression) => {
    const command = `-data-evaluate-expression --thread ${thread} --frame 0 ${miQuote(expression)}`;
    const reply = await mi.send(command).catch(() => undefined);
    return textOf(reply?.results, "value");
  };
}

/**
 * What `std::exception::what` says, for a class whose first bases lead to `std::exception`: the
 * symbols of the C++ library are not needed, its tables are read as the ABI lays them out.
 * https://itanium-cxx-abi.github.io/cxx-abi/abi.html#rtti-layout
 */
async function whatOf(mi: MiSession, ask: Ask): Promise<string | undefined> {
  let type = "$_probe_arg1";
  for (let depth = 0; (await typeName(ask, type)) !== "St9exception"; depth++) {
    const { output } = await mi
      .send(consoleCommand(`info symbol *(unsigned long *) (${type})`))
      .catch(() => ({ output: "" }));
    if (depth === 10 || !output.includes("__si_class_type_info")) return undefined;
    const base = await addressOf(ask, `*(void **) ((char *) (${type}) + 2 * sizeof(void *))`);
    if (base === undefined) return undefined;
    type = `0x${base.toString(16)}`;
  }
  const object = "(void *) $_probe_arg0";
  const what = `((char *(*)(void *)) (*(void ***) (${object}))[2])(${object})`;
  return /"(.*)"$/s.exec((await ask(what)) ?? "")?.[1];
}

async function typeName(ask: Ask, type: string): Promise<string | undefined> {
  const value = await ask(`*(char **) ((char *) (${type}) + sizeof(void *))`);
  return /"\*?(.*)"$/.exec(value ?? "")?.[1];
}

async function addressOf(ask: Ask, expression: string): Promise<bigint | undefined> {
  const value = /0x[0-9a-f]+/.exec((await ask(`(void *) (${expression})`)) ?? "")?.[0];
  return value === undefined ? undefined : BigInt(value);
}

/** Whether the debuggee has a handler of its own for a signal. */
async function isHandled(mi: MiSession, processId: number, signal: string): Promise<boolean> {
  const status = await readRemoteFile(mi, `/proc/${processId}/status`);
  if ("problem" in status) return true;
  const caught = /^SigCgt:\s*([0-9a-f]+)/m.exec(status.content.toString("utf8"))?.[1] ?? "0";
  return ((BigInt(`0x${caught}`) >> BigInt(signalNumber(signal) - 1)) & 1n) === 1n;
}

/** What an instruction that faulted was after: in gdb's syntax it writes to its last operand. */
function accessOf(instruction: string, atItself: boolean): "read" | "write" | "execute" {
  if (atItself) return "execute";
  const [, name = "", operands = ""] = /:\s*(?:rep\w* )?(\w+)\s*(.*)/.exec(instruction) ?? [];
  const reads = /^(cmp|test|push|call|jmp|ucomis|comis|ld)/.test(name);
  const stores = /^(stos|movs[bwlq]?$|st)/.test(name) || /\)\s*$/.test(operands);
  return !reads && stores ? "write" : "read";
}
