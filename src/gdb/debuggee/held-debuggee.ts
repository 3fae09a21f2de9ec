import type { HeldProcess } from "../../engine/model.ts";

/** A debuggee and gdb's number of its inferior. */
export interface HeldDebuggee extends HeldProcess {
  readonly inferior: number;
}
