import { CallbackObject } from "./callback-object.ts";
import { EventType, Status } from "./constants.ts";
import { DebugBreakpoint } from "./debug-breakpoint.ts";
import { type ExceptionRecord, readExceptionRecord } from "./event-structs.ts";
import { debugEventCallbacksWide } from "./interfaces/debug-event-callbacks-wide.ts";
import { koffi } from "./load-koffi.ts";
import type { Pointer } from "./parameters.ts";
import { structSize } from "./structs.ts";

/** A module that was loaded. */
export interface LoadedModule {
  readonly imageFileHandle: bigint;
  readonly baseOffset: bigint;
  readonly moduleSize: number;
  readonly moduleName: string;
  readonly imageName: string;
  readonly checkSum: number;
  readonly timeDateStamp: number;
}

/** A process that was created: its executable as a module, and its first thread. */
export interface CreatedProcess extends LoadedModule {
  readonly handle: bigint;
  readonly initialThreadHandle: bigint;
  readonly threadDataOffset: bigint;
  readonly startOffset: bigint;
}

/** What to do about an event: one of `Status`; nothing leaves it to the engine (NO_CHANGE). */
export type EventAnswer = number | undefined;

/**
 * Receivers of the engine's events. The engine reports only those that are present. They run on
 * the engine's thread inside the wait, must not wait for an event themselves, and may inspect.
 */
export interface EngineEvents {
  /** The breakpoint may be used until the receiver returns. Internal ones have ids from 10000 on. */
  breakpoint?(breakpoint: DebugBreakpoint): EventAnswer;
  exception?(record: ExceptionRecord, firstChance: boolean): EventAnswer;
  createThread?(handle: bigint, dataOffset: bigint, startOffset: bigint): EventAnswer;
  exitThread?(exitCode: number): EventAnswer;
  createProcess?(process: CreatedProcess): EventAnswer;
  exitProcess?(exitCode: number): EventAnswer;
  loadModule?(module: LoadedModule): EventAnswer;
  unloadModule?(imageName: string, baseOffset: bigint): EventAnswer;
  systemError?(error: number, level: number): EventAnswer;
  /** @param status One of `SessionStatus`. */
  sessionStatus?(status: number): void;
  /** @param flags Bits of `DebuggeeState`. */
  changeDebuggeeState?(flags: number, argument: bigint): void;
  /** @param flags Bits of `EngineState`. */
  changeEngineState?(flags: number, argument: bigint): void;
  changeSymbolState?(flags: number, argument: bigint): void;
}

/** The interest bit of each receiver. */
const interest: Readonly<Record<keyof EngineEvents, number>> = {
  breakpoint: EventType.BREAKPOINT,
  exception: EventType.EXCEPTION,
  createThread: EventType.CREATE_THREAD,
  exitThread: EventType.EXIT_THREAD,
  createProcess: EventType.CREATE_PROCESS,
  exitProcess: EventType.EXIT_PROCESS,
  loadModule: EventType.LOAD_MODULE,
  unloadModule: EventType.UNLOAD_MODULE,
  systemError: EventType.SYSTEM_ERROR,
  sessionStatus: EventType.SESSION_STATUS,
  changeDebuggeeState: EventType.CHANGE_DEBUGGEE_STATE,
  changeEngineState: EventType.CHANGE_ENGINE_STATE,
  changeSymbolState: EventType.CHANGE_SYMBOL_STATE,
};

/**
 * The object to pass to `DebugClient.setEventCallbacks`.
 * @param report Gets what a receiver throws; the engine then goes on as with NO_CHANGE.
 */
export function eventCallbacks(
  events: EngineEvents,
  report: (error: unknown) => void,
): CallbackObject {
  let mask = 0;
  for (const name of Object.keys(interest) as (keyof EngineEvents)[]) {
    if (events[name] !== undefined) mask |= interest[name];
  }
  return new CallbackObject(
    debugEventCallbacksWide,
    {
      GetInterestMask(out) {
        koffi.encode(out, "uint32", mask);
        return 0;
      },
      Breakpoint(self) {
        const breakpoint = new DebugBreakpoint(self ?? 0n);
        try {
          return events.breakpoint?.(breakpoint);
        } finally {
          breakpoint.forget();
        }
      },
      Exception(record, firstChance) {
        return events.exception?.(exceptionAt(record), firstChance !== 0);
      },
      CreateThread: (handle, data, start) => events.createThread?.(handle, data, start),
      ExitThread: (exitCode) => events.exitThread?.(exitCode),
      CreateProcess(file, handle, base, size, name, image, sum, stamp, thread, data, start) {
        return events.createProcess?.({
          ...loadedModule(file, base, size, name, image, sum, stamp),
          handle,
          initialThreadHandle: thread,
          threadDataOffset: data,
          startOffset: start,
        });
      },
      ExitProcess: (exitCode) => events.exitProcess?.(exitCode),
      LoadModule(file, base, size, name, image, sum, stamp) {
        return events.loadModule?.(loadedModule(file, base, size, name, image, sum, stamp));
      },
      UnloadModule: (image, base) => events.unloadModule?.(image ?? "", base),
      SystemError: (error, level) => events.systemError?.(error, level),
      SessionStatus(status) {
        events.sessionStatus?.(status);
        return Status.NO_CHANGE;
      },
      ChangeDebuggeeState(flags, argument) {
        events.changeDebuggeeState?.(flags, argument);
        return 0;
      },
      ChangeEngineState(flags, argument) {
        events.changeEngineState?.(flags, argument);
        return 0;
      },
      ChangeSymbolState(flags, argument) {
        events.changeSymbolState?.(flags, argument);
        return 0;
      },
    },
    report,
  );
}

function exceptionAt(record: Pointer | null): ExceptionRecord {
  const bytes = koffi.decode(record, koffi.array("uint8", structSize.exceptionRecord));
  return readExceptionRecord(Buffer.from(bytes as Uint8Array));
}

function loadedModule(
  imageFileHandle: bigint,
  baseOffset: bigint,
  moduleSize: number,
  moduleName: string | null,
  imageName: string | null,
  checkSum: number,
  timeDateStamp: number,
): LoadedModule {
  return {
    imageFileHandle,
    baseOffset,
    moduleSize,
    moduleName: moduleName ?? "",
    imageName: imageName ?? "",
    checkSum,
    timeDateStamp,
  };
}
