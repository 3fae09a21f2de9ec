import type { ChildProcess } from "node:child_process";
import type { EngineKind } from "../../../src/engine/model.ts";
import type { Toolchain } from "../toolchain.ts";

/** An engine with all that a scenario needs around it: a process server, a toolchain, a machine. */
export interface TestEngine {
  readonly kind: EngineKind;
  readonly toolchain: Toolchain;
  /** Configuration keys that make a session use this engine. */
  readonly configuration: Readonly<Record<string, unknown>>;
  /** Options that make the command line use this engine. */
  readonly options: readonly string[];
  /** Variables that the adapter's process needs. */
  readonly environment: Readonly<Record<string, string>>;
  /** Bytes of an address in its debuggees. */
  readonly pointerSize: 4 | 8;
  /** Whether it shows objects by NatVis visualizers. */
  readonly visualizers: boolean;
  /** Whether it can be heard how far a download of symbols is, and be told to stop it. */
  readonly tellsDownloads: boolean;
  /** Whether it is told of C++ exceptions: those of 32-bit mingw-w64 are none of the system's. */
  readonly seesThrows: boolean;
  /** Whether its process servers ask for a password. */
  readonly passwords: boolean;

  /**
   * Starts a process server, as its users do: the program itself, without the adapter.
   * @param mark Variables by which its processes are found again.
   */
  startServer(mark: Mark): Promise<TestServer>;
  /** Starts a program on the process server's machine, with nobody debugging it. */
  run(program: string, args: readonly string[], mark: Mark): ChildProcess;
  /** A path of this machine as programs on the process server's machine name it. */
  debuggeePath(path: string): string;
}

/** Environment variables that a test puts on all its processes. */
export type Mark = Readonly<Record<string, string>>;

/** A running process server. */
export interface TestServer {
  readonly connectionString: string;
  readonly port: number;
  /** The server's process on this machine. */
  readonly pid: number;
  readonly alive: boolean;
  /** Settled when the server's process is gone. */
  readonly ended: Promise<void>;
}
