import type { ExceptionFilter } from "../../engine/exception-model.ts";

/** Signals of a program that did what it must not. */
export const fatalSignals = ["SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGABRT", "SIGSYS"];

/** The exceptions that gdb can stop at, in the order to show them. */
export const exceptionFilters: readonly ExceptionFilter[] = [
  {
    id: "fatal",
    label: "Fatal signals",
    description: `Stops where a signal tells of a fault: ${fatalSignals.join(", ")}.`,
    default: true,
  },
  {
    id: "signals",
    label: "Other signals",
    description: "Stops at the signals named in the condition, or at all but everyday ones.",
    default: false,
    conditionDescription: "Signals, e.g. SIGUSR1, SIGTERM",
  },
  {
    id: "cpp_throw",
    label: "C++: throw",
    description: "Stops wherever a C++ exception is thrown.",
    default: false,
  },
  {
    id: "cpp_catch",
    label: "C++: catch",
    description: "Stops wherever a C++ exception is caught.",
    default: false,
  },
];
