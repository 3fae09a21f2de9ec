import type { Address } from "./model.ts";

/** A kind of exception that the engine can be told to stop at. */
export interface ExceptionFilter {
  readonly id: string;
  /** For people, e.g. `C++ exceptions` or `Access violations`. */
  readonly label: string;
  readonly description: string;
  /** Whether it is on unless the user says otherwise. */
  readonly default: boolean;
  /** What may be written as condition, e.g. `Codes, e.g. 0xc0000094,c000001d`. Absent: nothing. */
  readonly conditionDescription?: string | undefined;
}

/** A filter that is switched on. */
export interface ExceptionFilterChoice {
  readonly id: string;
  readonly condition?: string | undefined;
}

/** How a filter that was chosen stands: `problem` says in one sentence why it does not work. */
export interface ExceptionFilterState {
  readonly problem?: string | undefined;
}

/** An exception that a thread has stopped at. */
export interface ExceptionInfo {
  /** Short name or code: `SIGSEGV`, `0xc0000005`, `std::runtime_error`. */
  readonly id: string;
  readonly description: string;
  /** `always`: at its first chance. `unhandled`: nobody in the debuggee handles it. */
  readonly breakMode: "always" | "unhandled";
  readonly code?: string | undefined;
  readonly name?: string | undefined;
  /** Where it was raised. */
  readonly address?: Address | undefined;
  /** For faults of memory: what was tried, and where. */
  readonly access?:
    | { readonly kind: "read" | "write" | "execute"; readonly address: Address }
    | undefined;
  /** Exceptions that led to this one, outermost first. */
  readonly nested?: readonly ExceptionInfo[] | undefined;
}
