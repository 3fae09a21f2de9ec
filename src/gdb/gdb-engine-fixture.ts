import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { Engine } from "../engine/engine.ts";
import type { EngineEvent } from "../engine/events.ts";
import type { ProcessServerConnection } from "../engine/process-server.ts";
import { findProgram } from "../util/find-program.ts";
import { openGdbEngine } from "./gdb-engine.ts";

type EventOf<Type extends EngineEvent["type"]> = Extract<EngineEvent, { type: Type }>;

/** Whether this machine has what tests of the gdb engine need. */
export const usable = ["gdb", "gdbserver", "gcc", "g++"].every((name) => findProgram(name));

/** A program for the tests of one file; for each test an engine that is connected to a server. */
export class GdbEngineFixture {
  readonly source: string;
  readonly folder: string;
  /** The source file. */
  readonly file: string;
  readonly program: string;
  engine!: Engine;
  connection!: ProcessServerConnection;
  /** What the engine told and nobody took yet. */
  events: EngineEvent[] = [];
  #wake: () => void = () => {};

  /** To be made inside a `describe`, whose tests it serves. @param name File name, ends in .c or .cpp. */
  constructor(name: string, source: string) {
    this.source = source;
    this.folder = mkdtempSync(join(tmpdir(), "psdap-"));
    this.file = join(this.folder, name);
    this.program = this.file.slice(0, -extname(name).length);
    beforeAll(() => this.#build());
    beforeEach(() => this.#open());
    afterEach(() => this.engine.close());
    afterAll(() => rmSync(this.folder, { recursive: true }));
  }

  /** The line of the source with this text, from 1. */
  line(text: string): number {
    return this.source.split("\n").findIndex((one) => one.includes(text)) + 1;
  }

  /** The next event of a type, which may have come already. */
  async next<Type extends EngineEvent["type"]>(type: Type): Promise<EventOf<Type>> {
    for (;;) {
      const index = this.events.findIndex((event) => event.type === type);
      if (index >= 0) return this.events.splice(index, 1)[0] as EventOf<Type>;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #build(): void {
    writeFileSync(this.file, this.source);
    const compiler = this.file.endsWith(".cpp") ? "g++" : "gcc";
    execFileSync(compiler, ["-g", "-O0", "-o", this.program, this.file]);
  }

  async #open(): Promise<void> {
    this.engine = await openGdbEngine({});
    this.events = [];
    this.engine.listen((event) => {
      this.events.push(event);
      this.#wake();
    });
    const server = await this.engine.startProcessServer({ transport: "tcp:port=0" });
    this.connection = await this.engine.connectProcessServer(server.connectionString);
  }
}
