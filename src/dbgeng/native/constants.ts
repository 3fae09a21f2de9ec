// Values of dbgeng.h, under their header names without the DEBUG_ prefix, grouped by purpose.
// https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/

/** DEBUG_ANY_ID: "whichever" for breakpoint ids and threads, "none" for parents. */
export const anyId = 0xffffffff;

/** INFINITE, as a timeout. */
export const infinite = 0xffffffff;

/** DEBUG_STATUS_*: execution states, and what an event callback asks for. */
export const Status = {
  NO_CHANGE: 0,
  GO: 1,
  GO_HANDLED: 2,
  GO_NOT_HANDLED: 3,
  STEP_OVER: 4,
  STEP_INTO: 5,
  BREAK: 6,
  NO_DEBUGGEE: 7,
  IGNORE_EVENT: 9,
  RESTART_REQUESTED: 10,
} as const;

/** DEBUG_INTERRUPT_*. */
export const InterruptKind = { ACTIVE: 0, PASSIVE: 1, EXIT: 2 } as const;

/** DEBUG_END_*: how a session ends. */
export const EndSession = {
  PASSIVE: 0,
  ACTIVE_TERMINATE: 1,
  ACTIVE_DETACH: 2,
  REENTRANT: 3,
} as const;

/** DEBUG_PROCESS_*: process options. */
export const ProcessOption = { DETACH_ON_EXIT: 1, ONLY_THIS_PROCESS: 2 } as const;

/** DEBUG_ATTACH_*. */
export const AttachFlag = {
  DEFAULT: 0,
  NONINVASIVE: 1,
  EXISTING: 2,
  NONINVASIVE_NO_SUSPEND: 4,
  INVASIVE_NO_INITIAL_BREAK: 8,
  INVASIVE_RESUME_PROCESS: 0x10,
} as const;

/** CreateFlags of a new process; one of the two is needed for a debuggee. winbase.h */
export const CreateFlag = { DEBUG_PROCESS: 1, DEBUG_ONLY_THIS_PROCESS: 2 } as const;

/** DEBUG_ECREATE_PROCESS_*: EngCreateFlags. */
export const EngineCreateFlag = { DEFAULT: 0, INHERIT_HANDLES: 1 } as const;

/** DEBUG_PROC_DESC_*: what a process description leaves out. */
export const ProcessDescriptionFlag = {
  DEFAULT: 0,
  NO_PATHS: 1,
  NO_SERVICES: 2,
  NO_MTS_PACKAGES: 4,
  NO_COMMAND_LINE: 8,
  NO_SESSION_ID: 0x10,
  NO_USER_NAME: 0x20,
} as const;

/** DEBUG_CLASS_*: classes of debuggees; process servers serve USER_WINDOWS. */
export const DebuggeeClass = {
  UNINITIALIZED: 0,
  KERNEL: 1,
  USER_WINDOWS: 2,
  IMAGE_FILE: 3,
} as const;

/** DEBUG_ENGOPT_*. */
export const EngineOption = {
  IGNORE_DBGHELP_VERSION: 1,
  INITIAL_BREAK: 0x20,
  DISALLOW_SHELL_COMMANDS: 0x1000,
  PREFER_DML: 0x40000,
} as const;

/** DEBUG_LEVEL_*: what a step is. */
export const CodeLevel = { SOURCE: 0, ASSEMBLY: 1 } as const;

/** DEBUG_EXPR_*: expression syntaxes. */
export const ExpressionSyntax = { MASM: 0, CPLUSPLUS: 1 } as const;

/** DEBUG_EVENT_*: kinds of events, also bits of the interest mask. */
export const EventType = {
  NONE: 0,
  BREAKPOINT: 1,
  EXCEPTION: 2,
  CREATE_THREAD: 4,
  EXIT_THREAD: 8,
  CREATE_PROCESS: 0x10,
  EXIT_PROCESS: 0x20,
  LOAD_MODULE: 0x40,
  UNLOAD_MODULE: 0x80,
  SYSTEM_ERROR: 0x100,
  SESSION_STATUS: 0x200,
  CHANGE_DEBUGGEE_STATE: 0x400,
  CHANGE_ENGINE_STATE: 0x800,
  CHANGE_SYMBOL_STATE: 0x1000,
} as const;

/** DEBUG_SESSION_*: arguments of the session status event. */
export const SessionStatus = {
  ACTIVE: 0,
  END_SESSION_ACTIVE_TERMINATE: 1,
  END_SESSION_ACTIVE_DETACH: 2,
  END_SESSION_PASSIVE: 3,
  END: 4,
} as const;

/** DEBUG_CES_*: what changed in the engine's state. */
export const EngineState = {
  CURRENT_THREAD: 1,
  EFFECTIVE_PROCESSOR: 2,
  BREAKPOINTS: 4,
  CODE_LEVEL: 8,
  EXECUTION_STATUS: 0x10,
  ENGINE_OPTIONS: 0x20,
  EVENT_FILTERS: 0x100,
  PROCESS_OPTIONS: 0x200,
  SYSTEMS: 0x800,
  EXPRESSION_SYNTAX: 0x2000,
} as const;

/** DEBUG_CDS_*: what changed in the debuggee's state. */
export const DebuggeeState = { REGISTERS: 1, DATA: 2, REFRESH: 4 } as const;

/** DEBUG_OUTPUT_*: kinds of output. */
export const OutputMask = {
  NORMAL: 1,
  ERROR: 2,
  WARNING: 4,
  VERBOSE: 8,
  PROMPT: 0x10,
  PROMPT_REGISTERS: 0x20,
  EXTENSION_WARNING: 0x40,
  DEBUGGEE: 0x80,
  DEBUGGEE_PROMPT: 0x100,
  SYMBOLS: 0x200,
  STATUS: 0x400,
} as const;

/** DEBUG_OUTCTL_*: who receives a command's output. */
export const OutputControl = {
  THIS_CLIENT: 0,
  ALL_CLIENTS: 1,
  ALL_OTHER_CLIENTS: 2,
  IGNORE: 3,
  NOT_LOGGED: 8,
  OVERRIDE_MASK: 0x10,
} as const;

/** DEBUG_EXECUTE_*. */
export const ExecuteFlag = { DEFAULT: 0, ECHO: 1, NOT_LOGGED: 2, NO_REPEAT: 4 } as const;

/** DEBUG_BREAKPOINT_CODE and DEBUG_BREAKPOINT_DATA. */
export const BreakpointType = { CODE: 0, DATA: 1 } as const;

/** DEBUG_BREAKPOINT_*: flags. */
export const BreakpointFlag = {
  GO_ONLY: 1,
  DEFERRED: 2,
  ENABLED: 4,
  ADDER_ONLY: 8,
  ONE_SHOT: 0x10,
} as const;

/** DEBUG_BREAK_*: which accesses a data breakpoint reports. */
export const DataAccess = { READ: 1, WRITE: 2, EXECUTE: 4, IO: 8 } as const;

/** DEBUG_FILTER_*: execution and continue options of event filters. */
export const FilterOption = {
  BREAK: 0,
  SECOND_CHANCE_BREAK: 1,
  OUTPUT: 2,
  IGNORE: 3,
  REMOVE: 4,
  GO_HANDLED: 0,
  GO_NOT_HANDLED: 1,
} as const;

/** DEBUG_VALUE_*: types of a value. */
export const ValueType = {
  INVALID: 0,
  INT8: 1,
  INT16: 2,
  INT32: 3,
  INT64: 4,
  FLOAT32: 5,
  FLOAT64: 6,
  FLOAT80: 7,
  FLOAT82: 8,
  FLOAT128: 9,
  VECTOR64: 10,
  VECTOR128: 11,
} as const;

/** DEBUG_SCOPE_GROUP_*. */
export const ScopeGroup = { ARGUMENTS: 1, LOCALS: 2, ALL: 3 } as const;

/** DEBUG_SYMBOL_*: flags of a symbol in a group; the low four bits are the expansion level. */
export const SymbolFlag = {
  EXPANSION_LEVEL_MASK: 0xf,
  EXPANDED: 0x10,
  READ_ONLY: 0x20,
  IS_ARRAY: 0x40,
  IS_FLOAT: 0x80,
  IS_ARGUMENT: 0x100,
  IS_LOCAL: 0x200,
} as const;

/** SYMOPT_* of dbghelp.h. */
export const SymbolOption = {
  UNDNAME: 2,
  DEFERRED_LOADS: 4,
  LOAD_LINES: 0x10,
  FAIL_CRITICAL_ERRORS: 0x200,
  AUTO_PUBLICS: 0x10000,
  NO_PROMPTS: 0x80000,
  /** Tells of every search for symbols, as output of the kind `OutputMask.SYMBOLS`. */
  DEBUG: 0x80000000,
} as const;

/** DEBUG_SYMTYPE_*: where a module's symbols come from. */
export const SymbolType = {
  NONE: 0,
  COFF: 1,
  CODEVIEW: 2,
  PDB: 3,
  EXPORT: 4,
  DEFERRED: 5,
  SYM: 6,
  DIA: 7,
} as const;

/** DEBUG_MODNAME_*: which name of a module. */
export const ModuleName = {
  IMAGE: 0,
  MODULE: 1,
  LOADED_IMAGE: 2,
  SYMBOL_FILE: 3,
  MAPPED_IMAGE: 4,
} as const;

/** DEBUG_GETMOD_*. */
export const GetModuleFlag = { DEFAULT: 0, NO_LOADED_MODULES: 1, NO_UNLOADED_MODULES: 2 } as const;

/** DEBUG_GSEL_*: how source entries are looked up. */
export const SourceEntryFlag = {
  DEFAULT: 0,
  NO_SYMBOL_LOADS: 1,
  ALLOW_LOWER: 2,
  ALLOW_HIGHER: 4,
  NEAREST_ONLY: 8,
} as const;

/** DEBUG_REGSRC_*: whose registers. */
export const RegisterSource = { DEBUGGEE: 0, EXPLICIT: 1, FRAME: 2 } as const;
