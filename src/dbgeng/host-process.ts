import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, readSync } from "node:fs";
import type { Socket } from "node:net";
import { type MessageConnection, ParameterStructures, ResponseError } from "vscode-jsonrpc/node";
import { EngineError, sentenceOf } from "../engine/errors.ts";
import { openUnnamedFile } from "../util/unnamed-file.ts";
import { boundOf } from "./call-bounds.ts";
import { CallWatch } from "./call-watch.ts";
import { listenForHost } from "./host-listener.ts";
import type { HostProgram } from "./host-program.ts";
import {
  eventNotification,
  fromResponseError,
  type HostCall,
  type HostCalls,
  type HostEvent,
} from "./host-protocol.ts";
import { linkOver } from "./link.ts";

/** A first start under Wine reads tens of megabytes from a cold disk. */
const startTimeoutMs = 60_000;
/** A host that lost its adapter needs this long at most to leave its debuggee in order. */
const leaveTimeoutMs = 5_000;
/** How much of what the host wrote to stderr goes into a message. */
const complaintLength = 600;

/**
 * The engine host as the adapter sees it: a process, the link to it, and a watch over both.
 *
 * The host lives for as long as the link: when this process dies, the host sees the link close and
 * takes its leave of the debuggee by itself.
 */
export class HostProcess {
  readonly #child: ChildProcess;
  readonly #errorOutput: number;
  readonly #sockets: readonly Socket[];
  readonly #guard: Socket;
  readonly #connection: MessageConnection;
  readonly #watch: CallWatch;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** Whether calls may have to wait for a symbol server. */
  symbolServer = false;
  #gone: EngineError | undefined;
  #hangs = false;
  #onGone: (error: EngineError, hung: boolean) => void = () => {};

  private constructor(child: ChildProcess, errorOutput: number, calls: Socket, guard: Socket) {
    this.#child = child;
    this.#errorOutput = errorOutput;
    this.#sockets = [calls, guard];
    this.#guard = guard;
    this.#watch = new CallWatch((call) => {
      this.#hangs = true;
      this.kill(call === "ping" ? "gave no sign of life" : `did not answer '${call}' in time`);
    });
    this.ended = new Promise((resolve) => {
      const end = () => {
        this.#lose("ended unexpectedly");
        closeSync(errorOutput);
        resolve();
      };
      if (child.exitCode !== null || child.signalCode !== null) end();
      else child.once("exit", end);
    });
    this.#connection = linkOver(calls);
    calls.on("error", () => this.#lose("broke its link off"));
    this.#connection.onError(() => this.#lose("broke its link off"));
    this.#connection.onClose(() => this.#lose("closed its link"));
  }

  /**
   * Starts a host and waits until it is there.
   * @param onEvent Told every event of the host, in order.
   * @throws {EngineError} `missing` when it does not start; the message has its own complaint.
   */
  static async start(
    program: HostProgram,
    onEvent: (event: HostEvent) => void,
  ): Promise<HostProcess> {
    const listener = await listenForHost();
    const errorOutput = openUnnamedFile();
    const child = spawn(program.command, program.args, {
      env: { ...process.env, ...program.environment, ...listener.environment },
      // A Windows program under Wine cannot use Unix pipes for its standard streams.
      stdio: ["ignore", "ignore", errorOutput],
      windowsHide: true,
      // Neither Ctrl+C in the adapter's terminal nor the adapter's death may end the host before
      // it has let its debuggee go.
      detached: true,
    });
    try {
      const { calls, guard } = listener.sockets;
      const connected = Promise.all([calls, guard]);
      const sockets = await Promise.race([connected, failedStart(child, errorOutput)]);
      const host = new HostProcess(child, errorOutput, ...sockets);
      host.#connection.onNotification(eventNotification, (event: HostEvent) => {
        if (event.type === "symbolsLoading") host.#watch.alive();
        onEvent(event);
      });
      host.#connection.listen();
      return host;
    } catch (error) {
      child.kill("SIGKILL");
      closeSync(errorOutput);
      throw error;
    } finally {
      listener.close();
    }
  }

  /**
   * Registers who is told when the host is gone without having been asked to leave, and whether it
   * was ended because it did not answer.
   */
  onGone(listener: (error: EngineError, hung: boolean) => void): void {
    this.#onGone = listener;
  }

  /**
   * Calls the engine in the host.
   * @throws {EngineError} what the host threw, or `lost` when it is gone or answers nothing.
   */
  async call<Name extends HostCall>(
    name: Name,
    ...args: Parameters<HostCalls[Name]>
  ): Promise<Awaited<ReturnType<HostCalls[Name]>>> {
    if (this.#gone !== undefined) throw this.#gone;
    const bound = boundOf(name, this.symbolServer);
    const answered = bound === undefined ? () => {} : this.#watch.begin(name, bound);
    // The call itself waits for the engine's thread, which may be in the middle of a download.
    if (name === "interrupt") this.#guard.write("!");
    try {
      const answer = this.#connection.sendRequest(name, ParameterStructures.byPosition, ...args);
      return (await answer) as Awaited<ReturnType<HostCalls[Name]>>;
    } catch (error) {
      // A host that is gone rejects its calls in the words of the link.
      if (this.#gone !== undefined) throw this.#gone;
      if (error instanceof ResponseError && error.data) throw fromResponseError(error);
      throw new EngineError("lost", `The engine host did not take the call '${name}'.`, {
        cause: error,
      });
    } finally {
      answered();
    }
  }

  /** Asks the host to take its leave, and ends it when it has not within the time. */
  async leave(timeoutMs: number): Promise<void> {
    this.#onGone = () => {};
    const timer = setTimeout(() => this.kill("took too long to leave"), timeoutMs);
    await this.call("farewell").catch(() => {});
    // Without a link the host has nothing left to do.
    for (const socket of this.#sockets) socket.end();
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends the host at once, without telling that it is gone. Every later call is refused. */
  abandon(): void {
    this.#onGone = () => {};
    this.kill("was blocked by a server that does not answer");
  }

  /** Ends the host at once. @param why Completes the sentence "The engine host ...". */
  kill(why: string): void {
    this.#lose(`${why} and was ended`);
    this.#child.kill("SIGKILL");
  }

  #lose(why: string): void {
    if (this.#gone !== undefined) return;
    const complaint = readText(this.#errorOutput);
    this.#gone = new EngineError("lost", `The engine host ${why}${complaint && `: ${complaint}`}.`);
    this.#watch.end();
    this.#onGone(this.#gone, this.#hangs);
    this.#connection.dispose();
    for (const socket of this.#sockets) socket.destroy();
    // A host without a link has nobody left to answer to.
    const grace = setTimeout(() => this.#child.kill("SIGKILL"), leaveTimeoutMs);
    grace.unref();
    void this.ended?.then(() => clearTimeout(grace));
  }
}

function failedStart(child: ChildProcess, errorOutput: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      const complaint = readText(errorOutput);
      reject(
        new EngineError(
          "missing",
          `The engine host '${child.spawnfile}' ${why}${complaint && `: ${complaint}`}.`,
        ),
      );
    };
    const timer = setTimeout(() => fail("did not start within a minute"), startTimeoutMs);
    timer.unref();
    child.once("error", (error) => fail(`could not be started (${sentenceOf(error)})`));
    child.once("exit", (code, signal) => fail(`ended at its start with ${code ?? signal}`));
  });
}

/** The end of what was written to the file, on one line and without a full stop. */
function readText(file: number): string {
  const { size } = fstatSync(file);
  const length = Math.min(size, complaintLength);
  const buffer = Buffer.alloc(length);
  readSync(file, buffer, 0, length, size - length);
  return buffer.toString().trim().replace(/\s+/g, " ").replace(/\.$/, "");
}
