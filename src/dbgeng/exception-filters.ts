import type { ExceptionFilter } from "../engine/exception-model.ts";

/** What `Engine.exceptionFilters` says for dbgeng. Unhandled exceptions stop with none of them, too. */
export const exceptionFilters: readonly ExceptionFilter[] = [
  {
    id: "cpp",
    label: "C++ exceptions",
    description: "Stops where a C++ exception is thrown, whether or not it is caught.",
    default: false,
  },
  {
    id: "accessViolation",
    label: "Access violations",
    description: "Stops where memory is used that may not be, before the debuggee can handle it.",
    default: true,
  },
  {
    id: "seh",
    label: "Structured exceptions",
    description:
      "Stops where a structured exception is raised: with a condition those of its codes, else the faults of the processor and of the heap.",
    default: true,
    conditionDescription: "Codes, e.g. 0xc0000094,c000001d",
  },
  {
    id: "all",
    label: "All exceptions",
    description: "Stops where any exception is raised, whether or not it is handled.",
    default: false,
  },
];
