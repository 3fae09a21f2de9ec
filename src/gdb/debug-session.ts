import { EngineError, sentenceOf } from "../engine/errors.ts";
import type { LaunchOptions, ThreadInfo } from "../engine/model.ts";
import { Breakpoints } from "./breakpoints.ts";
import { CppPrinters } from "./cpp-printers.ts";
import type { DebuggeeFate } from "./debuggee-fate.ts";
import { endDebuggee, type Fate, insist, rescue, suspendDebuggee } from "./endings.ts";
import { EventQueue } from "./event-queue.ts";
import { cppExceptionName } from "./exception-info.ts";
import { Exceptions } from "./exceptions.ts";
import type { GdbOptions, GdbProcess } from "./gdb-process.ts";
import type { HeldDebuggee } from "./held-debuggee.ts";
import { attachDebuggee, type HoldParts, launchDebuggee } from "./hold-debuggee.ts";
import { Jumps } from "./jumps.ts";
import { loggedLine } from "./log-points.ts";
import type { AsyncRecord, MiSession } from "./mi-session.ts";
import { textOf } from "./mi-value.ts";
import { Modules } from "./modules.ts";
import { isGone } from "./remote-file.ts";
import { RunControl } from "./run-control.ts";
import type { ServerAddress } from "./server-address.ts";
import { ServerLink } from "./server-link.ts";
import { type ExitCause, killed } from "./stop-reason.ts";
import { ThreadTable } from "./thread-table.ts";
import { Variables } from "./variables.ts";
import { within } from "./within.ts";

/** One gdb, its connection to a process server and the debuggee it holds there. */
export class DebugSession {
  readonly events = new EventQueue();
  readonly threads: ThreadTable;
  readonly breakpoints: Breakpoints;
  readonly variables: Variables;
  readonly exceptions: Exceptions;
  readonly jumps: Jumps;
  readonly modules: Modules;
  readonly run: RunControl;
  readonly #gdb: GdbProcess;
  readonly #options: GdbOptions;
  readonly #fate: DebuggeeFate;
  readonly #printers: CppPrinters;
  #link: ServerLink | undefined;
  #lost: EngineError | undefined;
  #markLost: () => void = () => {};
  #rescue: Promise<void> | undefined;
  #closing = false;
  #ending: Promise<void> = Promise.resolve();
  /** Resolves when the end of the last debuggee was announced. */
  #told: Promise<void> = Promise.resolve();
  /** Resolves when no debuggee is being launched or attached to. */
  #holding: Promise<unknown> = Promise.resolve();
  #userCommands = 0;
  #wrapped = false;
  #local = false;

  constructor(gdb: GdbProcess, options: GdbOptions, fate: DebuggeeFate) {
    this.#gdb = gdb;
    this.#options = options;
    this.#fate = fate;
    const { mi } = gdb;
    this.threads = new ThreadTable(mi, {
      threadStarted: (threadId) => this.events.push({ type: "threadStarted", threadId }),
      threadExited: (threadId) => this.events.push({ type: "threadExited", threadId }),
    });
    this.breakpoints = new Breakpoints(mi, (breakpoint) => {
      // Without a server there is no place that a breakpoint could lose.
      if (this.#link) this.events.push({ type: "breakpointChanged", breakpoint });
    });
    this.variables = new Variables(mi);
    this.exceptions = new Exceptions(mi);
    this.jumps = new Jumps(mi);
    this.modules = new Modules(mi, (event) => this.events.push(event));
    this.#printers = new CppPrinters(mi);
    this.run = new RunControl({
      mi,
      threads: this.threads,
      events: this.events,
      takeHits: (number) => this.breakpoints.takeHits(number),
      catchpoint: (number) => this.exceptions.catchpoint(number),
      exceptionName: (thread) => cppExceptionName(mi, thread),
      left: () => {
        this.variables.forget();
        this.jumps.forget();
      },
      stuck: () => void this.#checkStuck().catch(() => {}),
      ended: (cause) => this.#noteEnd(cause),
    });
    mi.listen(
      (record) => this.#take(record),
      (text) => this.#takeRemark(text),
      (text) => void this.#checkStuck(text).catch(() => {}),
    );
    gdb.ended.then(() => this.#engineLost()).catch(() => {});
  }

  get mi(): MiSession {
    return this.#gdb.mi;
  }

  /** Connects to a process server. */
  async connect(address: ServerAddress): Promise<ServerLink> {
    this.#requireAlive();
    if (this.#link) {
      throw new EngineError(
        "refused",
        `The engine is already connected to process server ${this.#link.address.text}: disconnect from it first.`,
      );
    }
    this.#link = await ServerLink.open(address, this.mi, () => this.#serverLost(), this.#local);
    return this.#link;
  }

  /** Registers who is told that the process server is gone. */
  onServerLost(listener: () => void): void {
    this.#markLost = listener;
  }

  /** Leaves the process server in the given way. */
  async leave(how: () => Promise<void>): Promise<void> {
    this.#requireAlive();
    this.#link = undefined;
    this.run.release();
    await how();
  }

  /**
   * The process server is one of this machine: files need not travel through it.
   * @param wrapped Whether it starts programs by way of the wrapper of an embedded server.
   */
  async useLocalFiles(wrapped: boolean): Promise<void> {
    this.#wrapped = wrapped;
    this.#local = true;
    await this.mi.send("-gdb-set sysroot /");
  }

  /** Starts a program and holds it. */
  async launch(link: ServerLink, options: LaunchOptions): Promise<HeldDebuggee> {
    return this.#hold(link, async (parts) => {
      const debuggee = await launchDebuggee(parts, options);
      this.#fate.launched(debuggee.processId);
      return debuggee;
    });
  }

  /** Attaches to a process and holds it. */
  async attach(link: ServerLink, processId: number): Promise<HeldDebuggee> {
    return this.#hold(link, (parts) =>
      this.exceptions.whileSilent(() => attachDebuggee(parts, processId)),
    );
  }

  /** Asks the running debuggee to stop, or a function that an expression calls in it. */
  async interrupt(): Promise<void> {
    this.#requireAlive();
    // gdb answers nothing while it waits for such a function.
    const ask = () => (this.run.running ? this.run.interrupt() : this.mi.send("-list-features"));
    await insist(this.#gdb, ask);
  }

  /** All threads; the last known ones when gdb cannot be asked. */
  async listThreads(): Promise<readonly ThreadInfo[]> {
    this.#requireAlive();
    if (this.run.debuggee === undefined || this.mi.busyAlone) return this.threads.known;
    await within(500, this.threads.list());
    return this.threads.known;
  }

  /** Runs a command of the user; what it does to the debuggee is told as it happens. */
  async asUser<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#requireAlive();
    this.#userCommands++;
    return work().finally(() => {
      this.#userCommands--;
    });
  }

  /** Lets the debuggee go or ends it, whatever state it and gdb are in. */
  end(fate: Fate): Promise<void> {
    this.#ending = this.#ending.catch(() => {}).then(() => this.#end(fate));
    return this.#ending;
  }

  /** Leaves the debuggee stopped at the server, for another debugger to take over. */
  async suspend(): Promise<void> {
    this.#requireAlive();
    const debuggee = this.run.debuggee;
    const link = this.#link;
    if (debuggee === undefined || link === undefined) return;
    await suspendDebuggee(this.mi, this.run, link, () => this.interrupt());
    this.#fate.released(debuggee.processId);
    this.run.release();
    await this.mi.send("-break-enable");
  }

  /** Ends gdb. A debuggee still held is ended when it was launched and let go otherwise. */
  async close(): Promise<void> {
    await within(700, this.#holding);
    const debuggee = this.run.debuggee;
    if (debuggee && !this.#lost) {
      await this.end(debuggee.origin === "launched" ? "kill" : "detach").catch(() => {});
    }
    this.#closing = true;
    const link = this.#link;
    this.#link = undefined;
    if (link && this.#gdb.alive && !this.#lost) {
      // What the server held before us stays: gdb would end it.
      await within(200, link.leave());
    }
    link?.abandon();
    if (this.#gdb.alive) {
      // It takes its time to go by itself, for nothing when it holds nothing.
      if (debuggee === undefined && link === undefined && !this.#lost) await this.#gdb.kill();
      else await this.#gdb.quit(this.#lost ? 100 : 400);
    }
    await within(1500, this.#rescue);
  }

  async #hold(
    link: ServerLink,
    work: (parts: HoldParts) => Promise<HeldDebuggee>,
  ): Promise<HeldDebuggee> {
    this.#requireAlive();
    if (this.run.debuggee) {
      throw new EngineError(
        "refused",
        `The engine already holds process ${this.run.debuggee.processId}: detach from it first.`,
      );
    }
    const held = this.#holdBy(link, work);
    this.#holding = held.catch(() => {});
    return held;
  }

  async #holdBy(
    link: ServerLink,
    work: (parts: HoldParts) => Promise<HeldDebuggee>,
  ): Promise<HeldDebuggee> {
    this.modules.clear();
    await link.prepare();
    // gdb takes breakpoints in registers only while it is connected, and counts their places in the
    // debuggee to come as further ones.
    await this.breakpoints.renew();
    const symbolPath = this.#options.symbolPath ?? [];
    const { mi, run } = this;
    const debuggee = await work({ mi, run, link, symbolPath, wrapped: this.#wrapped });
    this.run.hold(debuggee);
    this.modules.hold(debuggee.processId, debuggee.name);
    await this.threads.list();
    this.breakpoints.refresh();
    return debuggee;
  }

  async #end(fate: Fate): Promise<void> {
    // A debuggee that is just being started or attached to is to end, too.
    await within(700, this.#holding);
    this.#requireAlive();
    const debuggee = this.run.debuggee;
    const address = this.#link?.address;
    if (debuggee === undefined || address === undefined) return;
    // gdbserver stops threads by SIGSTOP; one still on its way would stop them after the detach.
    await within(400, this.run.paused());
    const done = await insist(this.#gdb, () => endDebuggee(this.mi, debuggee.inferior, fate)).catch(
      (error: unknown) => {
        // It ended by itself in the meantime.
        if (this.run.debuggee === undefined) return true;
        throw error;
      },
    );
    if (!done) {
      this.#rescue ??= rescue(this.#options, address, debuggee, fate, this.breakpoints.insertions);
      void this.#gdb.kill();
      await this.#rescue;
    }
    if (this.run.debuggee !== debuggee) return;
    if (fate === "kill") this.#noteEnd(killed);
    else {
      this.run.release();
      this.#fate.released(debuggee.processId);
    }
    await this.#told;
    await this.events.drained();
  }

  /** Finds out whether a debuggee that does not move was killed from outside while it was stopped. */
  async #checkStuck(why?: string): Promise<void> {
    const debuggee = this.run.debuggee;
    if (debuggee === undefined) return;
    if (why !== undefined && serverGone.test(why)) {
      this.#serverLost();
      return;
    }
    if (await isGone(this.mi, debuggee.processId)) {
      await endDebuggee(this.mi, debuggee.inferior, "kill").catch(() => {});
      if (this.run.debuggee === debuggee) this.#noteEnd(killed);
    } else if (why !== undefined) {
      this.run.noteStuck(why);
    }
  }

  #noteEnd(cause: ExitCause): void {
    const processId = this.run.debuggee?.processId;
    this.run.release();
    // Output that is still on its way is told first.
    const flushed = processId === undefined ? Promise.resolve() : this.#fate.ended(processId);
    this.#told = flushed.catch(() => {}).then(() => this.events.push({ type: "exited", ...cause }));
  }

  #take(record: AsyncRecord): void {
    this.threads.take(record);
    this.breakpoints.take(record);
    this.modules.take(record);
    this.#printers.take(record);
    this.run.take(record);
    if (record.class === "thread-group-exited" && this.#userCommands > 0) {
      // A command of the user let it go; nothing else will tell.
      const gone = textOf(record.results, "id") === `i${this.run.debuggee?.inferior}`;
      const text = "The debuggee was let go or ended by a command.";
      if (gone) this.#noteEnd({ exitCode: 0, text });
    }
  }

  #takeRemark(text: string): void {
    const logged = loggedLine(text);
    if (logged !== undefined) {
      const { line, breakpointId } = logged;
      this.events.push({ type: "output", channel: "log", text: `${line}\n`, breakpointId });
    } else if (serverGone.test(text)) {
      this.#serverLost();
    }
  }

  #serverLost(): void {
    const address = this.#link?.address.text;
    if (address === undefined || this.#lost || this.#closing || !this.#gdb.alive) return;
    this.#lose(
      "processServer",
      `Process server ${address} is gone: it was ended or the connection broke, and the debuggee's fate is not known.`,
    );
    this.#markLost();
  }

  #engineLost(): void {
    if (this.#closing || this.#lost) return;
    const debuggee = this.run.debuggee;
    const address = this.#link?.address;
    if (debuggee && address) {
      const fate = debuggee.origin === "launched" ? "kill" : "detach";
      this.#rescue ??= rescue(this.#options, address, debuggee, fate, this.breakpoints.insertions);
      this.#rescue.catch((error) => this.#options.log?.(`rescue failed: ${sentenceOf(error)}`));
    }
    this.#lose("engine", "The debugger gdb has ended unexpectedly, so the session is over.");
    this.#markLost();
  }

  #lose(what: "processServer" | "engine", message: string): void {
    this.#lost = new EngineError("lost", message);
    this.#link?.abandon();
    this.run.release();
    this.mi.close(message);
    this.events.push({ type: "lost", what, message });
  }

  #requireAlive(): void {
    if (this.#lost) throw this.#lost;
    if (this.#closing) throw new EngineError("lost", "The engine is closed.");
  }
}

const serverGone = /^Remote connection closed|^Remote communication error/;
