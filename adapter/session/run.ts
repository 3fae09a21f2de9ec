import type { Engine, EngineOptions } from "../../src/engine/engine.ts";
import type { Debuggee, EngineKind } from "../../src/engine/model.ts";
import type { ProcessServerConnection } from "../../src/engine/process-server.ts";
import type { Configuration } from "../config/read-configuration.ts";
import { Modules } from "../sources/modules.ts";
import { SourcePaths } from "../sources/source-paths.ts";
import type { Events } from "../wire/protocol.ts";
import { Gate } from "./gate.ts";

/** Opens the engine of the given kind. */
export type OpenEngine = (kind: EngineKind, options: EngineOptions) => Promise<Engine>;

/**
 * What exists between a launch or attach and the end of the session; filled in step by step while
 * it starts.
 */
export class Run {
  configuration: Configuration;
  paths: SourcePaths;
  engine: Engine | undefined;
  connection: ProcessServerConnection | undefined;
  debuggee: Debuggee | undefined;
  /** The last stop that the client was told of. */
  toldStop: Events["stopped"] | undefined;
  readonly modules = new Modules();
  /** Threads of the debuggee that a restart replaces, as long as nobody was told of their end. */
  readonly leaving = new Set<number>();
  /** The engine was asked for a debuggee, so there may be one to end or to leave. */
  engaged = false;
  /** The current debuggee, its server or the engine is gone. */
  gone = new Gate();
  /** The start was told to give up by an ending, which releases everything. */
  readonly aborted = new Gate();
  /** Aborted when the client takes its launch or attach back. */
  readonly cancelled: AbortSignal;
  /** The start has come to its end, well or not. */
  readonly started = new Gate();

  constructor(configuration: Configuration, cancelled: AbortSignal) {
    this.cancelled = cancelled;
    this.configuration = configuration;
    this.paths = new SourcePaths(configuration);
  }

  /** The session started its process server itself. */
  get embedded(): boolean {
    const { processServer, dump } = this.configuration;
    return processServer === undefined && dump === undefined;
  }
}
