import { sentenceOf } from "../../engine/errors.ts";
import type { Debuggee } from "../../engine/model.ts";
import type { CodePlace, HostEvent, HostSetup, ServerHandle } from "../host-protocol.ts";
import type { CallbackObject } from "../native/callback-object.ts";
import { EndSession, OutputMask, SymbolOption } from "../native/constants.ts";
import type { EngineObjects } from "../native/dbgeng-dll.ts";
import { eventCallbacks } from "../native/event-callbacks.ts";
import { outputCallbacks } from "../native/output-callbacks.ts";
import { pdbIdentity } from "../native/pdb-identity.ts";
import type { SpotLookup } from "./breakpoints/breakpoint-spot.ts";
import { Breakpoints } from "./breakpoints/breakpoints.ts";
import { EngineBreakpoints } from "./breakpoints/engine-breakpoints.ts";
import { HitJudge } from "./breakpoints/hit-judge.ts";
import { Hits } from "./breakpoints/hits.ts";
import { Modules } from "./code/modules.ts";
import { SourceLines } from "./code/source-lines.ts";
import { SymbolSearch } from "./code/symbol-search.ts";
import { Commands } from "./console/commands.ts";
import { letChildGo } from "./debuggee/child-processes.ts";
import { engineEvents } from "./engine-events.ts";
import { optional } from "./errors.ts";
import { CallTargets } from "./run/call-targets.ts";
import { exitText } from "./run/exception-name.ts";
import { Exceptions } from "./run/exceptions.ts";
import { Execution } from "./run/execution.ts";
import type { InterruptWish } from "./run/interrupt-wish.ts";
import { Threads } from "./run/threads.ts";
import { WineCarriers } from "./run/wine-carriers.ts";
import { look } from "./server/server-watch.ts";
import { Functions } from "./values/functions.ts";
import { readMemory } from "./values/memory.ts";
import { Scope } from "./values/scope.ts";
import { Variables } from "./values/variables.ts";
import { DataModel } from "./visualizers/data-model.ts";
import { Visualizers } from "./visualizers/visualizers.ts";

/** PAGE_EXECUTE and its variants. winnt.h */
const executable = 0xf0;
/** The instruction that the engine puts where a breakpoint is. */
const breakCode = 0xcc;

/**
 * Under Wine 8 a debuggee ends of it when the thread that is to stop it is created just as another
 * one touches watched data. Data that is touched all the time stops it without an interrupt.
 */
const watchedPatienceMs = 250;

/**
 * The engine with everything that is built on it, and the one receiver of its callbacks. Lives on
 * the thread that made it.
 */
export class HostEngine {
  readonly objects: EngineObjects;
  readonly raise: (event: HostEvent) => void;
  readonly threads: Threads;
  readonly modules: Modules;
  readonly lines: SourceLines;
  readonly symbolSearch: SymbolSearch;
  readonly engineBreakpoints: EngineBreakpoints;
  readonly breakpoints: Breakpoints;
  readonly hits: Hits;
  /** What breakpoints look for in the debuggee. */
  readonly spots: SpotLookup;
  readonly exceptions: Exceptions;
  readonly targets: CallTargets;
  readonly scope: Scope;
  readonly variables: Variables;
  readonly commands: Commands;
  readonly dataModel: DataModel;
  readonly visualizers: Visualizers;
  readonly execution: Execution;
  /** Connections that can still be used. */
  readonly connections = new Set<ServerHandle>();
  /** The debuggee, and the connection that it came through. */
  debuggee: { readonly server: ServerHandle; readonly processId: number } | undefined;
  /** What the engine is asked to hold next, or holds. */
  origin: Debuggee["origin"] = "launched";
  /** Whether the debuggee's children are to wait until somebody attaches to them. */
  followsChildren = false;
  /** Children that wait, and the connection that they came through. */
  readonly heldChildren = new Map<number, ServerHandle>();
  #callbacks: CallbackObject | null = null;
  #lost = false;
  #carriers: WineCarriers | undefined;

  /** @param wish Made where a download of symbols is to be broken off. */
  constructor(
    objects: EngineObjects,
    raise: (event: HostEvent) => void,
    wish: Pick<InterruptWish, "take">,
  ) {
    this.objects = objects;
    this.raise = raise;
    this.symbolSearch = new SymbolSearch(objects, wish, (file, byteCount) =>
      raise({ type: "symbolsLoading", file, byteCount }),
    );
    this.threads = new Threads(objects.systemObjects, raise);
    this.modules = new Modules(objects.symbols, raise, (base) =>
      optional(() => pdbIdentity(objects.systemObjects.currentProcessHandle(), base)),
    );
    this.lines = new SourceLines(objects.symbols);
    this.scope = new Scope(objects, this.threads);
    this.commands = new Commands(
      objects,
      (error) => this.#report(error),
      this.symbolSearch.tellsDownloads ? 0 : OutputMask.SYMBOLS,
    );
    this.dataModel = new DataModel(this.commands);
    this.visualizers = new Visualizers(this.dataModel);
    this.variables = new Variables(objects, this.scope, this.visualizers);
    this.targets = new CallTargets(objects, this.scope, this.lines);
    this.exceptions = new Exceptions(objects);
    this.spots = this.#spots();
    const judge = new HitJudge(this.variables.expressions, (line, breakpointId) =>
      raise({ type: "output", channel: "log", text: `${line}\n`, breakpointId }),
    );
    this.engineBreakpoints = new EngineBreakpoints(objects.control, (addresses) =>
      raise({ type: "places", places: addresses.map((address) => this.#placeAt(address)) }),
    );
    this.breakpoints = new Breakpoints(
      this.engineBreakpoints,
      (rules, place) => judge.whyBad(rules, place),
      (breakpoint) => raise({ type: "breakpointChanged", breakpoint }),
    );
    this.execution = new Execution(objects, this.threads, {
      verdict: (id) => this.hits.verdictOn(id),
      dropBadBreakpoints: () => this.#dropBadBreakpoints(),
      raise: (event) => {
        if (event.type === "stopped") this.modules.refresh();
        raise(event);
      },
      isWanted: ({ record, firstChance }) => this.exceptions.isWanted(record.code, firstChance),
      exception: (threadId, { record, firstChance }) =>
        this.exceptions.note(threadId, record, firstChance),
      moving: () => this.#forgetStop(),
      brokeIn: (carrier) => this.brokeIn(carrier),
      stopPatienceMs: () => {
        const atRisk = this.#carriers !== undefined && this.engineBreakpoints.watchesData;
        return atRisk ? watchedPatienceMs : 0;
      },
      isBreakpoint: (address) =>
        this.engineBreakpoints.addresses.includes(address) ||
        this.execution.journey?.isBoundFor(address) === true,
      resuming: () => {
        this.engineBreakpoints.announce();
        if (this.engineBreakpoints.watchesData) this.#carriers?.keep();
        else this.#carriers?.release();
      },
      childCreated: () => {
        const processId = letChildGo(this, this.followsChildren);
        if (processId === undefined || this.debuggee === undefined) return;
        this.heldChildren.set(processId, this.debuggee.server);
        this.raise({ type: "childStarted", processId });
      },
      exited: (exitCode) => this.exited(exitCode),
      serverLost: () => this.serverLost(),
      failed: (error) => this.#failed(error),
    });
    this.hits = new Hits(this, judge);
  }

  /** Sets the engine up for source-level debugging and registers for its events. */
  setUp({ symbolPath, underWine }: HostSetup): void {
    const { client, symbols } = this.objects;
    if (underWine) this.#carriers = new WineCarriers(this.objects);
    symbols.addOptions(SymbolOption.LOAD_LINES);
    this.symbolSearch.addFolders(symbolPath);
    const report = (error: unknown) => this.#report(error);
    const output = outputCallbacks((mask, text) => {
      if (mask & OutputMask.DEBUGGEE) this.raise({ type: "output", channel: "debugString", text });
      this.symbolSearch.hear(mask, text);
    }, report);
    client.setOutputCallbacks(output);
    // The rest stays: the engine makes the texts of values out of output.
    if (!this.symbolSearch.tellsDownloads) {
      client.setOutputMask(client.outputMask() & ~OutputMask.SYMBOLS);
    }
    this.#callbacks = eventCallbacks(engineEvents(this), report);
    client.setEventCallbacks(this.#callbacks);
  }

  /** Does something with a process whose events are nobody's business. */
  unheard(work: () => void): void {
    const { client } = this.objects;
    client.setEventCallbacks(null);
    try {
      work();
    } finally {
      client.setEventCallbacks(this.#callbacks);
    }
  }

  /** Ends the engine's session, for a debuggee that is gone or let go. @param how `EndSession`. */
  endSession(how: number): void {
    optional(() => this.objects.client.endSession(how));
    this.breakpoints.debuggeeGone();
    this.execution.gone();
    this.#forgetStop();
    this.threads.clear();
    this.#carriers?.forget();
    this.modules.clear();
    this.visualizers.forget();
    this.debuggee = undefined;
  }

  /** Notes a thread, by the engine's id, that the system put into the debuggee to stop it. */
  brokeIn(carrier: number): void {
    this.#carriers?.note(carrier);
  }

  /** Cleans up after a debuggee that ended, and tells of it. */
  exited(exitCode: number, text = exitText(exitCode)): void {
    this.endSession(EndSession.ACTIVE_TERMINATE);
    this.raise({ type: "exited", exitCode, text });
  }

  /** Cleans up after a process server that went away, and tells of it. */
  serverLost(): void {
    // Any other way of ending leaves the engine unable to connect again.
    this.endSession(EndSession.PASSIVE);
    this.connections.clear();
    this.#lose("processServer", "The process server is gone: its connection broke off.");
  }

  /** Ids that were handed out at a stop mean nothing any more. */
  #forgetStop(): void {
    this.variables.clear();
    this.targets.clear();
    this.exceptions.clear();
  }

  #failed(error: unknown): void {
    // A debuggee that was ended from outside while it was stopped cannot be resumed.
    look(this);
    if (!this.execution.hasDebuggee()) return;
    this.#lose("engine", `The debugger engine cannot go on: ${sentenceOf(error)}`);
  }

  #lose(what: "processServer" | "engine", message: string): void {
    if (this.#lost) return;
    this.#lost = true;
    this.raise({ type: "lost", what, message });
  }

  #spots(): SpotLookup {
    const { symbols, dataSpaces } = this.objects;
    const isCode = (address: bigint) => {
      const region = optional(() => dataSpaces.queryVirtual(address));
      return region === undefined || (region.protect & executable) !== 0;
    };
    return {
      lines: this.lines,
      functions: new Functions(symbols, this.modules, this.lines, isCode),
      isReadable: (address) => readMemory(dataSpaces, address, 1).length > 0,
    };
  }

  #placeAt(address: bigint): CodePlace {
    // A stopped debuggee has its own code: the engine puts breakpoints in when it resumes.
    return { address, original: this.objects.dataSpaces.read(address, 1)[0] ?? breakCode };
  }

  /** The engine does not run a debuggee while it cannot write one of its breakpoints. */
  #dropBadBreakpoints(): boolean {
    const bad = this.engineBreakpoints.addresses.filter(
      (address) => this.objects.dataSpaces.read(address, 1).length === 0,
    );
    for (const address of bad) this.breakpoints.fail(address);
    return bad.length > 0;
  }

  #report(error: unknown): void {
    // What a callback throws must not get into the engine; the adapter's log shows it.
    process.stderr.write(`callback: ${sentenceOf(error)}\n`);
  }
}
