import type { EngineObjects } from "../native/dbgeng-dll.ts";
import { optional } from "./errors.ts";
import { breakInstruction, type StopEvent } from "./stop-event.ts";

/** Tells the break instructions that are the debugger's own from those of the debuggee. */
export class BreakInstructions {
  readonly #engine: Pick<EngineObjects, "dataSpaces" | "symbols">;
  #breakInAddress: bigint | undefined;

  constructor(engine: Pick<EngineObjects, "dataSpaces" | "symbols">) {
    this.#engine = engine;
  }

  /** Forgets what belongs to one debuggee. */
  reset(): void {
    this.#breakInAddress = undefined;
  }

  /** Whether an event is where the system's thread stops that carries an interrupt. */
  isBreakIn(event: StopEvent): boolean {
    if (event.type !== "exception" || event.record.code !== breakInstruction) return false;
    this.#breakInAddress ??= optional(
      () => this.#engine.symbols.offsetByName("ntdll!DbgBreakPoint").offset,
    );
    return event.record.address === this.#breakInAddress;
  }

  /**
   * Whether a thread ran into a breakpoint that is not there any more: it was removed while the
   * event was on its way. The thread goes on with the instruction that is there now.
   */
  isStale(event: StopEvent): boolean {
    if (event.type !== "exception" || event.record.code !== breakInstruction) return false;
    const code = this.#engine.dataSpaces.read(event.record.address, 2);
    return code.length > 0 && code[0] !== 0xcc && !(code[0] === 0xcd && code[1] === 3);
  }
}
