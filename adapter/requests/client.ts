import { fileURLToPath, pathToFileURL } from "node:url";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";

/** What the client said about itself in `initialize`, and how it counts and writes paths. */
export class Client {
  readonly #about: Partial<Dap.InitializeRequestArguments>;

  constructor(about: Partial<Dap.InitializeRequestArguments> = {}) {
    this.#about = about;
  }

  get pages(): boolean {
    return this.#about.supportsVariablePaging === true;
  }

  get showsTypes(): boolean {
    return this.#about.supportsVariableType === true;
  }

  /** Also true for dape, which shows the memory of variables but does not announce it. */
  get knowsMemory(): boolean {
    return this.#about.supportsMemoryReferences ?? this.#about.clientID === "dape";
  }

  get runsInTerminal(): boolean {
    return this.#about.supportsRunInTerminalRequest === true;
  }

  get startsSessions(): boolean {
    return this.#about.supportsStartDebuggingRequest === true;
  }

  get refreshes(): boolean {
    return this.#about.supportsInvalidatedEvent === true;
  }

  get tracksMemory(): boolean {
    return this.#about.supportsMemoryEvent === true;
  }

  get showsProgress(): boolean {
    return this.#about.supportsProgressReporting === true;
  }

  /** A line of the debugger (from 1) as the client counts it. */
  lineOut(line: number): number {
    return this.#about.linesStartAt1 === false ? line - 1 : line;
  }

  /** A line of the client as the debugger counts it, from 1. */
  lineIn(line: number): number {
    return this.#about.linesStartAt1 === false ? line + 1 : line;
  }

  /** The first column of a line, as the client counts it. */
  get firstColumn(): number {
    return this.#about.columnsStartAt1 === false ? 0 : 1;
  }

  /**
   * Where a text that a completion goes on with begins, as the client counts. VS Code counts from 0
   * there whatever it announced, and finds no completion to match what was typed when it starts later.
   * https://github.com/microsoft/vscode/issues/101623
   */
  completionStartOut(start: number): number {
    return this.#about.clientID === "vscode" ? start : start + this.firstColumn;
  }

  /** A column of the client as it counts in the program, from 0. Both count UTF-16 code units. */
  columnIn(column: number): number {
    return column - this.firstColumn;
  }

  /** A path as the client wants to see it. */
  pathOut(path: string): string {
    if (this.#about.pathFormat !== "uri") return path;
    return pathToFileURL(path, { windows: /^(?:[a-z]:|\\\\)/i.test(path) }).href;
  }

  /** A path as the client wrote it. Clients that announced URIs send some plain paths all the same. */
  pathIn(path: string): string {
    if (!/^file:/i.test(path)) return path;
    return fileURLToPath(path, { windows: /^file:\/\/(?:\/[a-z](?::|%3a)|[^/])/i.test(path) });
  }
}
