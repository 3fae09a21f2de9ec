import type { Engine, EngineOptions } from "../src/engine/engine.ts";
import type { Debuggee, EngineKind } from "../src/engine/model.ts";
import type { ProcessServerConnection } from "../src/engine/process-server.ts";
import type { Configuration } from "./config/read-configuration.ts";
import { Gate } from "./gate.ts";
import { SourcePaths } from "./source-paths.ts";

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
  /** The engine was asked for a debuggee, so there may be one to end or to leave. */
  engaged = false;
  /** The current debuggee, its server or the engine is gone. */
  gone = new Gate();
  /** The start was told to give up. */
  readonly aborted = new Gate();
  /** The start has come to its end, well or not. */
  readonly started = new Gate();

  constructor(configuration: Configuration) {
    this.configuration = configuration;
    this.paths = new SourcePaths(configuration);
  }

  /** The session started its process server itself. */
  get embedded(): boolean {
    return this.configuration.processServer === undefined;
  }
}
