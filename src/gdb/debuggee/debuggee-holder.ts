import { EngineError, sentenceOf } from "../../engine/errors.ts";
import type { Debuggee, DumpOptions, LaunchOptions } from "../../engine/model.ts";
import type { Breakpoints } from "../breakpoints/breakpoints.ts";
import type { Modules } from "../code/modules.ts";
import { findCore, openCore } from "../dump/open-core.ts";
import type { EventQueue } from "../event-queue.ts";
import type { GdbOptions, GdbProcess } from "../mi/gdb-process.ts";
import type { Exceptions } from "../run/exceptions.ts";
import type { RunControl } from "../run/run-control.ts";
import { type ExitCause, killed } from "../run/stop-reason.ts";
import type { ThreadTable } from "../run/thread-table.ts";
import type { DebuggeeFate } from "../server/debuggee-fate.ts";
import { isGone } from "../server/remote-file.ts";
import type { ServerLink } from "../server/server-link.ts";
import { within } from "../within.ts";
import { endDebuggee, type Fate, insist, rescue, suspendDebuggee } from "./endings.ts";
import type { HeldDebuggee } from "./held-debuggee.ts";
import { attachDebuggee, type HoldParts, launchDebuggee } from "./hold-debuggee.ts";

/** What a holder needs of the session it belongs to. */
export interface HolderParts {
  readonly gdb: GdbProcess;
  readonly options: GdbOptions;
  readonly fate: DebuggeeFate;
  readonly run: RunControl;
  readonly threads: ThreadTable;
  readonly breakpoints: Breakpoints;
  readonly exceptions: Exceptions;
  readonly modules: Modules;
  readonly events: EventQueue;
  /** The server that gdb is connected to. */
  link(): ServerLink | undefined;
  /** @throws {EngineError} `lost` when the session is over. */
  requireAlive(): void;
}

/** Takes hold of the one debuggee of a session, and lets it go or ends it. */
export class DebuggeeHolder {
  readonly #parts: HolderParts;
  #rescue: Promise<void> | undefined;
  #ending: Promise<void> = Promise.resolve();
  /** Resolves when the end of the last debuggee was announced. */
  #told: Promise<void> = Promise.resolve();
  /** Resolves when no debuggee is being launched or attached to. */
  #holding: Promise<unknown> = Promise.resolve();

  constructor(parts: HolderParts) {
    this.#parts = parts;
  }

  /**
   * Starts a program and holds it.
   * @param wrapped Whether the server starts programs by way of the wrapper of an embedded server.
   */
  async launch(link: ServerLink, options: LaunchOptions, wrapped: boolean): Promise<HeldDebuggee> {
    return this.#hold(link, wrapped, async (parts) => {
      const debuggee = await launchDebuggee(parts, options);
      this.#parts.fate.launched(debuggee.processId);
      return debuggee;
    });
  }

  /** Attaches to a process and holds it. */
  async attach(link: ServerLink, processId: number): Promise<HeldDebuggee> {
    return this.#hold(link, false, (parts) =>
      this.#parts.exceptions.whileSilent(() => attachDebuggee(parts, processId)),
    );
  }

  /** Opens a core file in the place of a debuggee. */
  async openDump(dump: DumpOptions): Promise<Debuggee> {
    const { gdb, options, run, threads, modules, events } = this.#parts;
    const core = await findCore(dump, options.symbolPath ?? []);
    modules.holdCore(core.file.files, core.name);
    const { debuggee, fault } = await openCore(gdb.mi, core);
    run.holdCore(fault);
    await threads.list();
    for (const text of core.warnings) {
      events.push({ type: "output", channel: "engine", text: `${text}\n` });
    }
    return debuggee;
  }

  /** Lets the debuggee go or ends it, whatever state it and gdb are in. */
  end(fate: Fate): Promise<void> {
    this.#ending = this.#ending.catch(() => {}).then(() => this.#end(fate));
    return this.#ending;
  }

  /**
   * Leaves the debuggee stopped at the server, for another debugger to take over.
   * @param interrupt Asks the running debuggee to stop.
   */
  async suspend(interrupt: () => Promise<void>): Promise<void> {
    const { gdb, run, fate } = this.#parts;
    const { debuggee } = run;
    const link = this.#parts.link();
    if (debuggee === undefined || link === undefined) return;
    await suspendDebuggee(gdb.mi, run, link, interrupt);
    fate.released(debuggee.processId);
    run.release();
    await gdb.mi.send("-break-enable");
  }

  /** Resolves when nothing is being launched or attached to, or after some patience. */
  async settled(): Promise<void> {
    await within(700, this.#holding);
  }

  /** Lets go or ends, by another gdb, what this one held when it was lost. */
  rescue(fate?: Fate): void {
    const { options, run, breakpoints } = this.#parts;
    const { debuggee } = run;
    const address = this.#parts.link()?.address;
    if (debuggee === undefined || address === undefined) return;
    const due = fate ?? (debuggee.origin === "launched" ? "kill" : "detach");
    this.#rescue ??= rescue(options, address, debuggee, due, breakpoints.insertions);
    this.#rescue.catch((error) => options.log?.(`rescue failed: ${sentenceOf(error)}`));
  }

  /** Resolves when no rescue is under way. */
  async rescued(): Promise<void> {
    await this.#rescue;
  }

  /**
   * Notes that the debuggee has ended.
   * @param said Resolves when all it has written was told, where it is being told already.
   */
  noteEnd(cause: ExitCause, said?: Promise<void>): void {
    const { run, fate, events } = this.#parts;
    const processId = run.debuggee?.processId;
    run.release();
    // Output that is still on its way is told first.
    const flushed = processId === undefined ? Promise.resolve() : fate.ended(processId, said);
    this.#told = flushed.catch(() => {}).then(() => events.push({ type: "exited", ...cause }));
  }

  /**
   * Finds out whether a debuggee that does not move was killed from outside while it was stopped.
   * @param why What gdb says of why it does not move.
   */
  async checkStuck(why?: string): Promise<void> {
    const { gdb, run } = this.#parts;
    const { debuggee } = run;
    if (debuggee === undefined) return;
    if (await isGone(gdb.mi, debuggee.processId)) {
      await endDebuggee(gdb.mi, debuggee.inferior, "kill").catch(() => {});
      if (run.debuggee === debuggee) this.noteEnd(killed);
    } else if (why !== undefined) {
      run.noteStuck(why);
    }
  }

  async #hold(
    link: ServerLink,
    wrapped: boolean,
    work: (parts: HoldParts) => Promise<HeldDebuggee>,
  ): Promise<HeldDebuggee> {
    const held = this.#parts.run.debuggee;
    if (held) {
      throw new EngineError(
        "refused",
        `The engine already holds process ${held.processId}: detach from it first.`,
      );
    }
    const holding = this.#holdBy(link, wrapped, work);
    this.#holding = holding.catch(() => {});
    return holding;
  }

  async #holdBy(
    link: ServerLink,
    wrapped: boolean,
    work: (parts: HoldParts) => Promise<HeldDebuggee>,
  ): Promise<HeldDebuggee> {
    const { gdb, options, run, threads, breakpoints, modules } = this.#parts;
    modules.clear();
    await link.prepare();
    // gdb takes breakpoints in registers only while it is connected, and counts their places in the
    // debuggee to come as further ones.
    await breakpoints.renew();
    const symbolPath = options.symbolPath ?? [];
    const debuggee = await work({ mi: gdb.mi, run, link, symbolPath, wrapped });
    run.hold(debuggee);
    modules.hold(debuggee.processId, debuggee.name);
    await threads.list();
    breakpoints.refresh();
    return debuggee;
  }

  async #end(fate: Fate): Promise<void> {
    const { gdb, run, events } = this.#parts;
    // A debuggee that is just being started or attached to is to end, too.
    await this.settled();
    this.#parts.requireAlive();
    const { debuggee } = run;
    if (debuggee === undefined || this.#parts.link() === undefined) return;
    // gdbserver stops threads by SIGSTOP; one still on its way would stop them after the detach.
    await within(400, run.paused());
    const { stoppedAt } = run;
    const signal = stoppedAt && "signal" in stoppedAt ? stoppedAt.signal : undefined;
    const end = () => endDebuggee(gdb.mi, debuggee.inferior, fate, signal);
    const stands = !run.running;
    const ended = insist(gdb, end);
    // One that stands writes nothing more: its output can be read while gdb ends it.
    const said = fate === "kill" && stands ? this.#parts.fate.flush() : undefined;
    said?.catch(() => {});
    const done = await ended.catch((error: unknown) => {
      // It ended by itself in the meantime.
      if (run.debuggee === undefined) return true;
      throw error;
    });
    if (!done) {
      this.rescue(fate);
      void gdb.kill();
      await this.#rescue;
    }
    if (run.debuggee !== debuggee) return;
    if (fate === "kill") this.noteEnd(killed, said);
    else {
      run.release();
      this.#parts.fate.released(debuggee.processId);
    }
    await this.#told;
    await events.drained();
  }
}
