import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { optional } from "../errors.ts";
import { breakInstruction, type StopEvent, singleStep } from "./stop-event.ts";

/** Where the thread that Windows puts into a debuggee to stop it does so. */
const breakInFunction = "ntdll!DbgBreakPoint";

/** Tells what the engine host itself causes in the debuggee from what the debuggee does. */
export class OwnEvents {
  readonly #engine: Pick<EngineObjects, "symbols" | "dataSpaces">;
  #breakInAddress: bigint | undefined;

  constructor(engine: Pick<EngineObjects, "symbols" | "dataSpaces">) {
    this.#engine = engine;
  }

  /** Forgets the debuggee. */
  forget(): void {
    this.#breakInAddress = undefined;
  }

  /** Whether it is the stop that an interrupt brings about. The debuggee may do the same itself. */
  isBreakIn(event: StopEvent): boolean {
    if (event.type !== "exception" || event.record.code !== breakInstruction) return false;
    this.#breakInAddress ??= optional(
      () => this.#engine.symbols.offsetByName(breakInFunction).offset,
    );
    return event.record.address === this.#breakInAddress;
  }

  /**
   * Whether the event is left over from something that was given up: a thread ran into a breakpoint
   * that was removed while the event was on its way, or made the single step of a step that was
   * interrupted. The thread goes on as if nothing had been.
   */
  isLeftOver(event: StopEvent): boolean {
    if (event.type !== "exception") return false;
    if (event.record.code === singleStep) return true;
    if (event.record.code !== breakInstruction) return false;
    const code = this.#engine.dataSpaces.read(event.record.address, 2);
    const isBreak = code[0] === 0xcc || (code[0] === 0xcd && code[1] === 3);
    return code.length > 0 && !isBreak;
  }
}
