import type { BreakpointState, ModuleInfo, Stop } from "./model.ts";

/**
 * Everything an engine tells without being asked.
 *
 * One union and one listener, so that the listener sees events in the order in which the debuggee
 * produced them: output never overtakes the exit that followed it.
 *
 * - `output`: text of the debuggee (`stdout`, `stderr`, `debugString`), of the engine (`engine`), or of a
 *   breakpoint that logs (`log`).
 *   Text may be any fragment, but never breaks inside a character.
 * - `stopped`: the debuggee stopped. Never raised for stops that an engine makes for itself, and not
 *   for the hold at the end of `launch` and `attach`.
 * - `resumed`: the debuggee runs although nobody called `start`, `resume` or `step`
 *   (an engine command did it).
 * - `breakpointChanged`: a breakpoint bound or lost its place, after the call that set it returned.
 * - `moduleLoaded`, `moduleChanged` (its symbols did), `moduleUnloaded`: also raised for the modules
 *   that are there at the end of `launch` and `attach`.
 * - `childStarted`: the debuggee started a process, which nobody debugs. It may wait to be attached to,
 *   or for `settleChild`.
 * - `symbolsLoading`: a file with symbols is on its way from a symbol server, and calls wait for it.
 *   Raised from time to time until it is there; `byteCount` is what has come so far.
 * - `exited`: the debuggee ended, by itself or by `kill`. Raised once per debuggee.
 * - `lost`: the process server or the engine itself is gone; the last event. `message` is a sentence.
 */
export type EngineEvent =
  | {
      readonly type: "output";
      readonly channel: "stdout" | "stderr" | "debugString" | "engine" | "log";
      readonly text: string;
      /** For `log`: the breakpoint that logs. */
      readonly breakpointId?: number | undefined;
    }
  | { readonly type: "stopped"; readonly stop: Stop }
  | { readonly type: "resumed"; readonly threadId?: number | undefined }
  | { readonly type: "threadStarted"; readonly threadId: number }
  | { readonly type: "threadExited"; readonly threadId: number }
  | { readonly type: "breakpointChanged"; readonly breakpoint: BreakpointState }
  | {
      readonly type: "moduleLoaded" | "moduleChanged" | "moduleUnloaded";
      readonly module: ModuleInfo;
    }
  | { readonly type: "childStarted"; readonly processId: number }
  | { readonly type: "symbolsLoading"; readonly file: string; readonly byteCount: number }
  | {
      readonly type: "exited";
      readonly exitCode: number;
      /** Present when a signal or an exception ended it: one sentence. */
      readonly text?: string | undefined;
    }
  | {
      readonly type: "lost";
      readonly what: "processServer" | "engine";
      readonly message: string;
    };

export type EngineListener = (event: EngineEvent) => void;
