import { ComWrapper } from "./com-wrapper.ts";
import { debugSystemObjects4 } from "./interfaces/debug-system-objects4.ts";
import type { Pointer } from "./parameters.ts";

/** A thread or process: the engine's number for it and the operating system's. */
export interface EngineAndSystemId {
  readonly engineId: number;
  readonly systemId: number;
}

/** The debuggee's processes and threads, and which of them is current. */
export class DebugSystemObjects extends ComWrapper<ReturnType<typeof debugSystemObjects4.bind>> {
  constructor(self: Pointer) {
    super(debugSystemObjects4.bind(self));
  }

  /** Engine id of the thread of the last event. */
  eventThread(): number {
    return this.com.GetEventThread()[0];
  }

  currentThreadId(): number {
    return this.com.GetCurrentThreadId()[0];
  }

  /** @throws {HresultError} 0x80004002 for an unknown engine id. */
  setCurrentThreadId(engineId: number): void {
    this.com.SetCurrentThreadId(engineId);
  }

  setCurrentProcessId(engineId: number): void {
    this.com.SetCurrentProcessId(engineId);
  }

  threadCount(): number {
    return this.com.GetNumberThreads()[0];
  }

  /** The first `count` threads of the current process; absent: all. */
  threads(count = this.threadCount()): EngineAndSystemId[] {
    return readIds(count, (engine, system) =>
      this.com.GetThreadIdsByIndex(0, count, engine, system),
    );
  }

  processCount(): number {
    return this.com.GetNumberProcesses()[0];
  }

  /** The first `count` processes of the current system (of one connection); absent: all. */
  processes(count = this.processCount()): EngineAndSystemId[] {
    return readIds(count, (engine, system) =>
      this.com.GetProcessIdsByIndex(0, count, engine, system),
    );
  }

  currentProcessSystemId(): number {
    return this.com.GetCurrentProcessSystemId()[0];
  }

  /** @throws {HresultError} when there is no such process. */
  processIdBySystemId(systemId: number): number {
    return this.com.GetProcessIdBySystemId(systemId)[0];
  }

  currentProcessPeb(): bigint {
    return this.com.GetCurrentProcessPeb()[0];
  }

  currentProcessHandle(): bigint {
    return this.com.GetCurrentProcessHandle()[0];
  }

  currentProcessExecutableName(): string {
    return this.com.GetCurrentProcessExecutableNameWide()[0];
  }
}

function readIds(count: number, fill: (engine: Buffer, system: Buffer) => void) {
  if (count === 0) return [];
  const engine = Buffer.alloc(4 * count);
  const system = Buffer.alloc(4 * count);
  fill(engine, system);
  return Array.from({ length: count }, (_, index) => ({
    engineId: engine.readUInt32LE(4 * index),
    systemId: system.readUInt32LE(4 * index),
  }));
}
