import type { Socket } from "node:net";
import { Documents } from "./documents.ts";
import { GdbLine } from "./gdb-line.ts";
import { LeftBreakpoints } from "./left-breakpoints.ts";
import { MemoryReads } from "./memory-reads.ts";
import { RemoteFiles } from "./remote-files.ts";
import type { ServerLine } from "./server-line.ts";
import { Settings } from "./settings.ts";
import { Standstill } from "./standstill.ts";
import { StopNotices } from "./stop-notices.ts";
import { SymbolChat } from "./symbol-chat.ts";
import { SymbolNames } from "./symbol-names.ts";
import { ThreadList } from "./thread-list.ts";

/** What gdb asks every server as soon as it has heard what the server can do. */
const firstQuestions = ["vMustReplyEmpty", "!", "vCont?", "qTStatus", "qTfV", "qTsV"];

/** What neither moves nor changes the debuggee. */
const harmless = /^(m|x|g$|p|q(?!Rcmd)|Q|T|Hc|vCont\?|vCont;t|vFile:|vMustReplyEmpty|\?|!|Z|z)/;
const writes = /^[MXGP]/;
const starts = /^v(Run|Attach);/;
const ends = /^(D|k|vKill)/;

/**
 * Carries the conversation of one gdb with one gdbserver over a link on which every question takes
 * its time: what gdb is going to ask is asked ahead, what it has been told is kept while it holds,
 * and what it need not wait for is answered at once.
 */
export class FarRelay {
  readonly #server: ServerLine;
  readonly #gdb: GdbLine;
  readonly #standstill = new Standstill();
  readonly #settings: Settings;
  readonly #stops: StopNotices;
  readonly #threads: ThreadList;
  readonly #memory: MemoryReads;
  readonly #breakpoints: LeftBreakpoints;
  readonly #files: RemoteFiles;
  readonly #documents: Documents;
  readonly #symbols: SymbolChat;
  /** Replies to what was asked ahead, to be given once. */
  readonly #ahead = new Map<string, { reply?: string; wanted?: boolean }>();
  readonly #reply = (text: string) => this.#gdb.reply(text);

  constructor(server: ServerLine, gdb: Socket) {
    this.#server = server;
    this.#gdb = new GdbLine(
      gdb,
      (request) => this.#take(request),
      (raw) => server.write(raw),
    );
    this.#settings = new Settings(server);
    this.#stops = new StopNotices(server, this.#gdb, (report) => this.#noteStop(report));
    this.#threads = new ThreadList(server, this.#standstill);
    this.#memory = new MemoryReads(server, this.#standstill);
    this.#breakpoints = new LeftBreakpoints(server, this.#standstill);
    this.#files = new RemoteFiles(server);
    this.#documents = new Documents(server, (name, data) => {
      if (name.startsWith("libraries-svr4:")) this.#files.noteLibraries(data);
      if (name.startsWith("exec-file:")) this.#files.noteProgram(data);
    });
    this.#symbols = new SymbolChat(server, this.#reply, new SymbolNames());
    server.listen(
      (notice) => this.#notice(notice),
      (text) => this.#reply(text),
    );
  }

  /** gdb has gone: the server is told what it still has to know. */
  settle(): void {
    this.#breakpoints.settle();
    this.#files.settle();
  }

  #take(request: string): void {
    if (request === "QStartNoAckMode") {
      this.#reply("OK");
      this.#gdb.stopAcknowledging();
    } else if (request === "vStopped") {
      this.#stops.next();
    } else if (!this.#takeAhead(request) && !this.#takeKnown(request)) {
      this.#pass(request);
    }
  }

  #takeKnown(request: string): boolean {
    return (
      this.#settings.take(request, this.#reply) ||
      this.#threads.take(request, this.#reply) ||
      this.#documents.take(request, this.#reply) ||
      this.#memory.take(request, this.#reply) ||
      this.#breakpoints.take(request, this.#reply) ||
      this.#files.take(request, this.#reply) ||
      this.#symbols.take(request)
    );
  }

  #takeAhead(request: string): boolean {
    const ahead = this.#ahead.get(request);
    if (ahead === undefined) return false;
    if (ahead.reply === undefined) {
      ahead.wanted = true;
      return true;
    }
    this.#ahead.delete(request);
    this.#reply(ahead.reply);
    return true;
  }

  #askAhead(request: string): void {
    const ahead: { reply?: string; wanted?: boolean } = {};
    this.#ahead.set(request, ahead);
    this.#server.ask(request, (reply) => {
      ahead.reply = reply;
      if (ahead.wanted) this.#takeAhead(request);
    });
  }

  #pass(request: string): void {
    if (request.startsWith("qGetTLSAddr:")) {
      this.#symbols.settle(() => {
        this.#server.ask(request, (reply) => this.#reply(this.#symbols.misled ? "E01" : reply));
      });
      return;
    }
    if (harmless.test(request)) {
      this.#ask(request);
      return;
    }
    if (writes.test(request)) {
      this.#memory.noteWrite();
      this.#write(request);
      return;
    }
    this.#symbols.settle(() => {
      this.settle();
      this.#forget(request);
      this.#ask(request);
    });
  }

  /** The registers of a thread that stands still can be written, unless it is no more. */
  #write(request: string): void {
    if (request.startsWith("G") && this.#standstill.whole) {
      this.#server.tell(request);
      this.#reply("OK");
    } else {
      this.#ask(request);
    }
  }

  /** Something may move: what is known of the debuggee does not hold any more. */
  #forget(request: string): void {
    this.#standstill.noteMotion(request);
    this.#threads.forget();
    this.#memory.forget();
    this.#documents.forget();
    this.#ahead.clear();
    if (starts.test(request) || ends.test(request)) {
      this.#standstill.forget();
      this.#forgetProgram();
    }
  }

  /** There is another program, or none: the server has forgotten the same of the old one. */
  #forgetProgram(): void {
    this.#breakpoints.forget();
    this.#symbols.forget();
  }

  #ask(request: string): void {
    this.#server.ask(request, (reply) => this.#answer(request, reply));
    if (!request.startsWith("qSupported")) return;
    for (const next of firstQuestions) this.#askAhead(next);
    this.#documents.expect("features:read:target.xml");
  }

  #answer(request: string, reply: string): void {
    if (request.startsWith("qSupported")) this.#settings.noteFeatures(reply);
    else if (request === "?" && /^[TSWX]/.test(reply)) this.#stops.begin(reply);
    else if (request.startsWith("vRun;")) this.#noteStart(reply, request.split(";")[1] ?? "");
    else if (request.startsWith("vAttach;") && reply === "OK") {
      this.#noteAttach(request.slice("vAttach;".length));
    }
    this.#reply(reply);
  }

  /** A program was started: asks for what gdb asks first of a new process. */
  #noteStart(report: string, program: string): void {
    this.#standstill.noteStart(report);
    const process = /thread:p([0-9a-f]+)\./.exec(report)?.[1];
    if (process === undefined) return;
    this.#memory.begin();
    this.#askAhead(`qAttached:${process}`);
    this.#documents.expect(`exec-file:read:${process}`);
    this.#documents.expect("auxv:read:");
    this.#documents.expect("features:read:target.xml");
    this.#askAhead("qOffsets");
    this.#files.begin(process);
    this.#files.noteProgram(Buffer.from(program, "hex").toString("latin1"));
  }

  /** A process was attached to: the same, of what is known already. */
  #noteAttach(process: string): void {
    this.#askAhead(`qAttached:${process}`);
    this.#documents.expect(`exec-file:read:${process}`);
    this.#files.begin(process);
    this.#files.readAll(`/proc/${Number.parseInt(process, 16)}/maps`, (maps) =>
      this.#memory.notePlain(maps),
    );
  }

  #notice(notice: string): void {
    if (notice.startsWith("Stop:")) this.#stops.notify(notice.slice("Stop:".length));
    else this.#gdb.notify(notice);
  }

  #noteStop(report: string): void {
    this.#standstill.noteStop(report);
    if (/^T..(.*;)?exec:/s.test(report)) this.#forgetProgram();
    if (this.#symbols.passing) return;
    this.#memory.expect();
    this.#threads.expect();
  }
}
