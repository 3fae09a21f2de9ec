import { EngineError } from "../engine/errors.ts";
import type { Debuggee, DumpOptions, LaunchOptions, ThreadInfo } from "../engine/model.ts";
import { Breakpoints } from "./breakpoints/breakpoints.ts";
import { loggedLine } from "./breakpoints/log-points.ts";
import { CFrames } from "./code/c-frames.ts";
import { Modules } from "./code/modules.ts";
import { DebuggeeHolder } from "./debuggee/debuggee-holder.ts";
import { type Fate, insist } from "./debuggee/endings.ts";
import type { HeldDebuggee } from "./debuggee/held-debuggee.ts";
import { EventQueue } from "./event-queue.ts";
import type { GdbOptions, GdbProcess } from "./mi/gdb-process.ts";
import { miQuote } from "./mi/mi-quote.ts";
import type { AsyncRecord, MiSession } from "./mi/mi-session.ts";
import { textOf } from "./mi/mi-value.ts";
import { cppExceptionName } from "./run/exception-info.ts";
import { Exceptions } from "./run/exceptions.ts";
import { Jumps } from "./run/jumps.ts";
import { RunControl } from "./run/run-control.ts";
import { ThreadTable } from "./run/thread-table.ts";
import type { DebuggeeFate } from "./server/debuggee-fate.ts";
import type { ServerAddress } from "./server/server-address.ts";
import { requireFreeServer, ServerLink, type ServerTraits } from "./server/server-link.ts";
import { SessionLife } from "./session-life.ts";
import { CppPrinters } from "./values/cpp-printers.ts";
import { Variables } from "./values/variables.ts";
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
  readonly cFrames = new CFrames();
  readonly run: RunControl;
  readonly #gdb: GdbProcess;
  readonly #holder: DebuggeeHolder;
  readonly #printers: CppPrinters;
  readonly #life: SessionLife;
  #link: ServerLink | undefined;
  /** Resolves when no server is being looked at. */
  #looking: Promise<unknown> = Promise.resolve();
  #userCommands = 0;
  #wrapped = false;
  #local = false;

  constructor(gdb: GdbProcess, options: GdbOptions, fate: DebuggeeFate) {
    this.#gdb = gdb;
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
      judged: () => this.breakpoints.judged,
      evaluate: (expression, thread) => this.#evaluateAt(expression, thread),
      takeHits: (number) => this.breakpoints.takeHits(number),
      catchpoint: (number) => this.exceptions.catchpoint(number),
      exceptionName: (thread) => cppExceptionName(mi, thread),
      left: () => {
        this.variables.forget();
        this.cFrames.forget();
        this.jumps.forget();
      },
      stuck: () => this.#noteStuck(),
      ended: (cause) => this.#holder.noteEnd(cause),
    });
    const { run, threads, breakpoints, exceptions, modules, events } = this;
    this.#holder = new DebuggeeHolder({
      ...{ gdb, options, fate, run, threads, breakpoints, exceptions, modules, events },
      link: () => this.#link,
      requireAlive: () => this.#life.requireAlive(),
    });
    this.#life = new SessionLife({
      ...{ gdb, events },
      link: () => this.#link,
      release: () => this.run.release(),
      rescue: () => this.#holder.rescue(),
    });
    mi.listen(
      (record) => this.#take(record),
      (text) => this.#takeRemark(text),
      (text) => this.#noteStuck(text),
      (text) => {
        const [, child] = forked.exec(text) ?? [];
        if (child) this.events.push({ type: "childStarted", processId: Number(child) });
        modules.takeNotice(text);
      },
    );
  }

  get mi(): MiSession {
    return this.#gdb.mi;
  }

  /**
   * Connects to a process server.
   * @throws {EngineError} `unreachable` when nobody or something else answers, `refused` when the
   * server serves somebody else.
   */
  async connect(address: ServerAddress): Promise<ServerLink> {
    this.#life.requireAlive();
    if (this.#link) {
      throw new EngineError(
        "refused",
        `The engine is already connected to process server ${this.#link.address.text}: disconnect from it first.`,
      );
    }
    const traits = this.#local ? { local: true } : await this.#look(address);
    this.#link = await ServerLink.open(address, this.mi, () => this.#life.serverLost(), traits);
    return this.#link;
  }

  /** Registers who is told that the process server is gone. */
  onServerLost(listener: () => void): void {
    this.#life.onLost(listener);
  }

  /** Leaves the process server in the given way. */
  async leave(how: () => Promise<void>): Promise<void> {
    this.#life.requireAlive();
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
    this.#life.requireAlive();
    return this.#holder.launch(link, options, this.#wrapped);
  }

  /** Attaches to a process and holds it. */
  async attach(link: ServerLink, processId: number): Promise<HeldDebuggee> {
    this.#life.requireAlive();
    return this.#holder.attach(link, processId);
  }

  /** Opens a core file. */
  async openDump(options: DumpOptions): Promise<Debuggee> {
    this.#life.requireAlive();
    return this.#holder.openDump(options);
  }

  /** Lets the debuggee go or ends it, whatever state it and gdb are in. */
  end(fate: Fate): Promise<void> {
    return this.#holder.end(fate);
  }

  /** Leaves the debuggee stopped at the server, for another debugger to take over. */
  async suspend(): Promise<void> {
    this.#life.requireAlive();
    await this.#holder.suspend(() => this.interrupt());
  }

  /** Asks the running debuggee to stop, or a function that an expression calls in it. */
  async interrupt(threadId?: number): Promise<void> {
    this.#life.requireAlive();
    // gdb answers nothing while it waits for such a function.
    const ask = async () => {
      if (this.run.running) await this.run.interrupt(threadId);
      if (!this.run.running || this.run.judging) await this.mi.send("-list-features");
    };
    await insist(this.#gdb, ask);
  }

  /**
   * Does what may call functions of the debuggee, in which nothing stops. One that takes too long is
   * broken off: it may wait for another thread, and those stand still.
   */
  async calling<Result>(work: () => Promise<Result>): Promise<Result> {
    const breakOff = () => insist(this.#gdb, () => this.mi.send("-list-features")).catch(() => {});
    const late = setTimeout(breakOff, callPatienceMs);
    try {
      return await this.exceptions.whileCalling(() => this.run.functionCalls.during(work));
    } finally {
      clearTimeout(late);
    }
  }

  /** All threads; the last known ones when gdb cannot be asked. */
  async listThreads(): Promise<readonly ThreadInfo[]> {
    this.#life.requireAlive();
    if (!this.run.holds || this.mi.busyAlone) return this.threads.known;
    await within(500, this.threads.list());
    return this.threads.known;
  }

  /** Runs a command of the user; what it does to the debuggee is told as it happens. */
  async asUser<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#life.requireAlive();
    this.#userCommands++;
    return work().finally(() => {
      this.#userCommands--;
    });
  }

  /** Ends gdb. A debuggee still held is ended when it was launched and let go otherwise. */
  async close(): Promise<void> {
    await this.#holder.settled();
    const debuggee = this.run.debuggee;
    if (debuggee && !this.#life.lost) {
      await this.end(debuggee.origin === "launched" ? "kill" : "detach").catch(() => {});
    }
    this.#life.closing();
    const link = this.#link;
    this.#link = undefined;
    if (link && this.#gdb.alive && !this.#life.lost) {
      // What the server held before us stays: gdb would end it.
      await within(200, link.leave());
    }
    link?.abandon();
    if (this.#gdb.alive) {
      // It takes its time to go by itself, for nothing when it holds nothing.
      if (debuggee === undefined && link === undefined && !this.#life.lost) await this.#gdb.kill();
      else await this.#gdb.quit(this.#life.lost ? 100 : 400);
    }
    await within(1500, Promise.all([this.#holder.rescued(), this.#looking]));
  }

  /** The value of an expression where a thread has stopped. */
  async #evaluateAt(expression: string, thread: string): Promise<string> {
    const place = ` --thread ${thread} --frame 0`;
    const command = `-data-evaluate-expression${place} ${miQuote(expression)}`;
    const { results } = await this.calling(() => this.mi.send(command));
    return textOf(results, "value") ?? "";
  }

  async #look(address: ServerAddress): Promise<ServerTraits> {
    const look = requireFreeServer(address);
    this.#looking = look.catch(() => {});
    return look;
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
      if (gone) this.#holder.noteEnd({ exitCode: 0, text });
    }
  }

  #takeRemark(text: string): void {
    this.run.takeRemark(text);
    // What gdb says of an expression of the user's is not about a condition.
    if (this.run.running) this.breakpoints.takeRemark(text);
    const logged = loggedLine(text);
    if (logged !== undefined) {
      const { line, breakpointId } = logged;
      this.events.push({ type: "output", channel: "log", text: `${line}\n`, breakpointId });
    } else if (serverGone.test(text)) {
      this.#life.serverLost();
    }
  }

  #noteStuck(why?: string): void {
    if (why !== undefined && serverGone.test(why)) this.#life.serverLost();
    else this.#holder.checkStuck(why).catch(() => {});
  }
}

/** How long a function that an expression calls may take. */
const callPatienceMs = 10_000;
/** What gdb says of a process that the debuggee has started, and that it lets go. */
const forked = /^\[Detaching after v?fork from child process (\d+)/;
const serverGone = /^Remote connection closed|^Remote communication error/;
