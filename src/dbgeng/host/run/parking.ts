import { EngineError } from "../../../engine/errors.ts";
import { Status } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import type { EngineAndSystemId } from "../../native/debug-system-objects.ts";
import { leaveSuspended, resumeSuspended } from "../debuggee/left-suspended.ts";
import type { Motion } from "./pump.ts";
import type { LastRun } from "./run-dry.ts";
import { isError, readStopEvent, type StopEvent } from "./stop-event.ts";

/** Where a thread begins to look for the handlers of its exception. */
const exceptionBeginning = "ntdll!KiUserExceptionDispatcher";
/** A jump to itself, in the code of x86 and x64. */
const jumpToItself = Buffer.from([0xeb, 0xfe]);
/** On a busy machine an event may take longer than one slice to arrive. */
const quietSlices = 2;

type Engine = Pick<
  EngineObjects,
  "control" | "systemObjects" | "registers" | "symbols" | "dataSpaces"
>;

/**
 * Suspends all threads of the stopped debuggee and takes them out of their events, so that it can be
 * let go and stays where it is.
 *
 * A thread that is suspended inside an event is still in it when the next debugger attaches, and the
 * debuggee ends of that (seen under Wine). So each thread with an event goes on alone, onto a jump to
 * itself at the place where it is, and is suspended there; then its own code is put back. One that has
 * an exception to handle goes on to where it would begin with that.
 */
export class Parking {
  readonly #engine: Engine;
  readonly #run: LastRun;
  readonly #threads: readonly EngineAndSystemId[];
  /** Addresses of jumps, and the code that belongs there. */
  readonly #jumps = new Map<bigint, Buffer>();
  /** Engine ids of threads that are on their way to a jump, or on it. */
  readonly #moving = new Set<number>();

  /** @param threads The debuggee's own. */
  constructor(engine: Engine, run: LastRun, threads: readonly EngineAndSystemId[]) {
    this.#engine = engine;
    this.#run = run;
    this.#threads = threads;
  }

  /**
   * Parks all threads. The debuggee runs afterwards, as far as the engine knows.
   * @param motion How it would go on from its stop.
   * @throws {EngineError} `native` when they cannot be parked in time.
   */
  park(motion: Motion, timeoutMs: number): void {
    const { pump } = this.#run.slices;
    pump.passesNothing = true;
    try {
      this.#park(motion, timeoutMs);
    } finally {
      pump.passesNothing = false;
    }
  }

  #park(motion: Motion, timeoutMs: number): void {
    const { slices, breakIn, isRunning } = this.#run;
    const { pump } = slices;
    const end = Date.now() + timeoutMs;
    const event = readStopEvent(this.#engine.control.lastEvent());
    leaveSuspended(this.#engine, this.#threads);
    pump.begin(this.#goOn(event, motion));
    for (let quiet = 0; isRunning() && quiet < quietSlices; ) {
      if (Date.now() > end) throw tooLate(timeoutMs);
      const event = slices.next(this.#moving.size > 0);
      if (event === undefined) {
        if (this.#moving.size === 0) quiet += 1;
        continue;
      }
      quiet = 0;
      if (breakIn.carrierOf(event) === undefined) {
        pump.begin(this.#goOn(event, isError(event) ? Status.GO_NOT_HANDLED : Status.GO));
      } else {
        this.#settle();
        pump.begin(Status.GO);
      }
    }
  }

  /** Has the thread of an event go on to a jump, if it is one of the debuggee's own. Answers how. */
  #goOn(event: StopEvent, motion: Motion): Motion {
    const { systemObjects, registers } = this.#engine;
    const thread = this.#threads.filter(({ engineId }) => engineId === systemObjects.eventThread());
    if (thread[0] === undefined) return Status.GO;
    // An exception that nobody has handled would end the debuggee.
    const isLast = isError(event) && !event.firstChance;
    const goesToHandlers = motion === Status.GO_NOT_HANDLED && !isLast;
    systemObjects.setCurrentThreadId(thread[0].engineId);
    this.#jumpAt(goesToHandlers ? this.#exceptionBeginning() : registers.instructionOffset());
    resumeSuspended(this.#engine, thread);
    this.#moving.add(thread[0].engineId);
    if (goesToHandlers) return Status.GO_NOT_HANDLED;
    return isError(event) ? Status.GO_HANDLED : Status.GO;
  }

  /** At a stop: puts the code back and suspends the threads, once all of them are on their jumps. */
  #settle(): void {
    const { systemObjects, registers, dataSpaces } = this.#engine;
    const moving = this.#threads.filter(({ engineId }) => this.#moving.has(engineId));
    const arrived = moving.every(({ engineId }) => {
      systemObjects.setCurrentThreadId(engineId);
      return this.#jumps.has(registers.instructionOffset());
    });
    if (!arrived) return;
    for (const [address, original] of this.#jumps) dataSpaces.write(address, original);
    this.#jumps.clear();
    leaveSuspended(this.#engine, moving);
    this.#moving.clear();
  }

  #jumpAt(address: bigint): void {
    if (this.#jumps.has(address)) return;
    const original = this.#engine.dataSpaces.read(address, jumpToItself.length);
    this.#engine.dataSpaces.write(address, jumpToItself);
    this.#jumps.set(address, original);
  }

  #exceptionBeginning(): bigint {
    return this.#engine.symbols.offsetByName(exceptionBeginning).offset;
  }
}

function tooLate(timeoutMs: number): EngineError {
  return new EngineError(
    "native",
    `The debuggee's threads could not be stopped for good within ${timeoutMs / 1000} s.`,
  );
}
