import type { Debuggee } from "../../engine/model.ts";

/** A debuggee and gdb's number of its inferior. */
export interface HeldDebuggee extends Debuggee {
  readonly inferior: number;
}
