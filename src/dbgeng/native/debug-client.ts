import type { CallbackObject } from "./callback-object.ts";
import { ComWrapper } from "./com-wrapper.ts";
import { DebuggeeClass, infinite } from "./constants.ts";
import { debugClient5 } from "./interfaces/debug-client5.ts";
import type { Pointer } from "./parameters.ts";
import {
  type CreateOptions,
  environmentBlock,
  wideBuffer,
  writeCreateOptions,
} from "./process-start.ts";

/** A process to start. Paths are those of the process server's machine. */
export interface ProcessStart extends CreateOptions {
  readonly commandLine: string;
  /** Absent: the process server's own. */
  readonly initialDirectory?: string | undefined;
  /** The whole environment. Absent: the process server's own. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

/**
 * The engine's client object: process servers, debuggees, callbacks.
 *
 * A process-server handle is a raw pointer of the engine. Using one after its first
 * `disconnectProcessServer` crashes the process, so callers own and retire it.
 */
export class DebugClient extends ComWrapper<ReturnType<typeof debugClient5.bind>> {
  constructor(self: Pointer) {
    super(debugClient5.bind(self));
  }

  /** Makes this process a process server. @param transport e.g. `tcp:port=5005,password=...`. */
  startProcessServer(transport: string): void {
    this.com.StartProcessServerWide(DebuggeeClass.USER_WINDOWS, transport, null);
  }

  /**
   * Blocks until the server of `startProcessServer` was ended.
   * @returns false when the time was up first.
   */
  waitForProcessServerEnd(timeoutMs: number = infinite): boolean {
    return this.com.WaitForProcessServerEnd(timeoutMs)[0] === 0;
  }

  /**
   * Connects to a process server and answers the handle.
   * @throws {HresultError} 0x80004002 nobody there, 0x80010007 wrong password, 0x80070057 bad
   * transport, 0x80072af9 unknown host.
   */
  connectProcessServer(connectionString: string): bigint {
    return this.com.ConnectProcessServerWide(connectionString)[0];
  }

  /** Leaves the server; spends the handle. Takes a second. */
  disconnectProcessServer(server: bigint): void {
    this.com.DisconnectProcessServer(server);
  }

  /** Ends the server. The handle still wants one `disconnectProcessServer`. */
  endProcessServer(server: bigint): void {
    this.com.EndProcessServer(server);
  }

  /** System ids of all processes on the server's machine; 0n is this machine. */
  runningProcessIds(server: bigint): number[] {
    for (let capacity = 1024; ; ) {
      const buffer = Buffer.alloc(4 * capacity);
      const [count] = this.com.GetRunningProcessSystemIds(server, buffer, capacity);
      if (count <= capacity) {
        return Array.from({ length: count }, (_, index) => buffer.readUInt32LE(4 * index));
      }
      // Processes may have come since the count was taken.
      capacity = count + 64;
    }
  }

  /** @param flags Bits of `ProcessDescriptionFlag`. @throws {HresultError} 0xd000000b for no process. */
  runningProcessDescription(
    server: bigint,
    processId: number,
    flags: number,
  ): { executable: string; description: string } {
    const [executable, description] = this.com.GetRunningProcessDescriptionWide(
      server,
      processId,
      flags,
    );
    return { executable, description };
  }

  /** Attaches; the debuggee is there after the next wait. @param flags Bits of `AttachFlag`. */
  attachProcess(server: bigint, processId: number, flags: number): void {
    this.com.AttachProcess(server, processId, flags);
  }

  /** Starts a process; the debuggee is there after the next wait. */
  createProcess(server: bigint, start: ProcessStart): void {
    this.com.CreateProcess2Wide(server, ...createArguments(start));
  }

  /** Opens a dump by its path; it is there after the next wait. */
  openDumpFile(path: string): void {
    this.com.OpenDumpFileWide(path, 0n);
  }

  /** @throws {HresultError} 0x8000ffff before the first debuggee exists. */
  addProcessOptions(options: number): void {
    this.com.AddProcessOptions(options);
  }

  removeProcessOptions(options: number): void {
    this.com.RemoveProcessOptions(options);
  }

  terminateProcesses(): void {
    this.com.TerminateProcesses();
  }

  detachProcesses(): void {
    this.com.DetachProcesses();
  }

  detachCurrentProcess(): void {
    this.com.DetachCurrentProcess();
  }

  /** Ends the session. @param how One of `EndSession`. */
  endSession(how: number): void {
    this.com.EndSession(how);
  }

  /** The exit code of the debuggee, undefined while it lives. */
  exitCode(): number | undefined {
    const [exitCode, code] = this.com.GetExitCode();
    return code === 0 ? exitCode : undefined;
  }

  /** Another client of the same engine, with callbacks of its own. The caller releases it. */
  createClient(): DebugClient {
    return new DebugClient(this.com.CreateClient()[0]);
  }

  /** Sets, or with null removes, the receiver of events. It must outlive its registration. */
  setEventCallbacks(callbacks: CallbackObject | null): void {
    this.com.SetEventCallbacksWide(callbacks?.pointer ?? null);
  }

  /** Sets, or with null removes, the receiver of output. It must outlive its registration. */
  setOutputCallbacks(callbacks: CallbackObject | null): void {
    this.com.SetOutputCallbacksWide(callbacks?.pointer ?? null);
  }

  /** Bits of `OutputMask`. */
  outputMask(): number {
    return this.com.GetOutputMask()[0];
  }

  setOutputMask(mask: number): void {
    this.com.SetOutputMask(mask);
  }

  /** Delivers output that the engine holds back. */
  flushCallbacks(): void {
    this.com.FlushCallbacks();
  }
}

function createArguments(start: ProcessStart) {
  const options = writeCreateOptions(start);
  return [
    wideBuffer(start.commandLine),
    options,
    options.length,
    start.initialDirectory ?? null,
    start.environment === undefined ? null : environmentBlock(start.environment),
  ] as const;
}
