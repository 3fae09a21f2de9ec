import type { ServerLine } from "./server-line.ts";
import type { NamedPlaces, SymbolNames } from "./symbol-names.ts";

/** `__nptl_version`, where a C library has its version. */
const versionName = "5f5f6e70746c5f76657273696f6e";
const versionSize = 16;

/** What gdb says of a symbol: its address, or nothing where there is none. */
type Answers = Map<string, string>;

/** A chat that the server is still to have. */
interface Due {
  readonly questions: readonly string[];
  readonly answers: Answers;
  /** Of the C library whose names are among the questions. */
  readonly version?: string;
}

/**
 * The symbols that a server asks gdb for, one after the other, whenever gdb has read a new library.
 * It finds thread-local variables by some seventy of them in the C library.
 *
 * The relay knows from an earlier chat what the server is going to ask. It asks gdb itself, and tells
 * the server all answers in one go. What the server did ask is compared: where that is something
 * else, thread-local variables are refused and not looked for at a wrong address.
 *
 * https://sourceware.org/gdb/current/onlinedocs/gdb.html/General-Query-Packets.html#qSymbol
 */
export class SymbolChat {
  readonly #server: ServerLine;
  readonly #reply: (text: string) => void;
  readonly #names: SymbolNames;
  /** What the server asks before it has found a C library, as seen in this session. */
  #opening: readonly string[] | undefined;
  #due: Due | undefined;
  /** Takes gdb's answer to what it was asked. */
  #take: (address: string) => void = () => {};
  #found = false;
  #trusted = true;
  #misled = false;
  #passing = false;

  /** @param reply Replies to the request that gdb waits for. */
  constructor(server: ServerLine, reply: (text: string) => void, names: SymbolNames) {
    this.#server = server;
    this.#reply = reply;
    this.#names = names;
  }

  /** Whether the server waits for an answer, and can be asked for memory and files only. */
  get passing(): boolean {
    return this.#passing;
  }

  /** Whether the server was told addresses of other symbols than it asked for. */
  get misled(): boolean {
    return this.#misled;
  }

  /** Replies to a request of gdb's if it belongs to a chat. */
  take(asked: string): boolean {
    if (!asked.startsWith("qSymbol:")) return false;
    if (asked === "qSymbol::") this.#begin();
    else this.#take(asked.split(":")[1] ?? "");
    return true;
  }

  /** There is a new debuggee, or none. */
  forget(): void {
    this.#due = undefined;
    this.#found = false;
    this.#misled = false;
  }

  /** Has the chat that is due with the server, then goes on. */
  settle(done: () => void): void {
    const due = this.#due;
    this.#due = undefined;
    if (due === undefined) {
      done();
      return;
    }
    const { questions, answers } = due;
    const check = (index: number) => (reply: string) => {
      const expected = index < questions.length ? `qSymbol:${questions[index]}` : "OK";
      if (reply !== expected) this.#distrust(due, index, reply);
      if (index === questions.length) this.#finish(reply, done);
    };
    this.#server.ask("qSymbol::", check(0));
    questions.forEach((name, index) => {
      this.#server.ask(`qSymbol:${answers.get(name) ?? ""}:${name}`, check(index + 1));
    });
  }

  /** A server that asks for more is told that there is no more. */
  #finish(reply: string, done: () => void): void {
    const name = questionOf(reply);
    if (name === undefined) done();
    else this.#server.ask(`qSymbol::${name}`, (next) => this.#finish(next, done));
  }

  /** The server has asked something else, and was given the answer to the question of that place. */
  #distrust({ questions, answers, version }: Due, index: number, reply: string): void {
    this.#trusted = false;
    const given = answers.get(questions[index] ?? "") ?? "";
    if (questionOf(reply) !== undefined && given !== "") this.#misled = true;
    if (version !== undefined) this.#names.forget(version);
  }

  #begin(): void {
    const opening = this.#opening;
    if (opening === undefined || !this.#trusted) {
      this.#pass(new Map());
      return;
    }
    const questions = this.#found ? opening.filter((name) => name !== versionName) : opening;
    const answers: Answers = new Map();
    this.#askGdb(questions, answers, () => {
      const address = answers.get(versionName) ?? "";
      if (address === "") this.#agree({ questions, answers });
      else this.#askForLibrary(opening, address, answers);
    });
  }

  /** A C library is there: asks gdb for all that the server will want to know of it. */
  #askForLibrary(opening: readonly string[], address: string, answers: Answers): void {
    this.#server.ask(`m${address},${versionSize.toString(16)}`, (reply) => {
      const version = versionOf(reply);
      if (version === undefined) return this.#pass(answers);
      const tryNext = ([known, ...others]: readonly NamedPlaces[]): void => {
        if (known === undefined) {
          this.#pass(answers, version);
          return;
        }
        const names = known.map(([name]) => name);
        this.#askGdb(names, answers, () => {
          if (!known.every(([name, place]) => placeOf(name, answers) === place)) {
            return tryNext(others);
          }
          this.#found = true;
          this.#agree({ questions: [...opening, ...names], answers, version });
        });
      };
      tryNext(this.#names.of(version));
    });
  }

  #agree(due: Due): void {
    this.#due = due;
    this.#reply("OK");
  }

  /** Asks gdb as if it were the server. */
  #askGdb(names: readonly string[], answers: Answers, done: () => void): void {
    const next = (index: number) => {
      const name = names[index];
      if (name === undefined) return done();
      this.#take = (address) => {
        answers.set(name, address);
        next(index + 1);
      };
      this.#reply(`qSymbol:${name}`);
    };
    next(0);
  }

  /**
   * Lets the server ask, and learns what it asks.
   * @param answers What gdb has said already.
   * @param version Of the C library, whose names are learnt.
   */
  #pass(answers: Answers, version?: string): void {
    const asked: string[] = [];
    this.#passing = true;
    const take = (reply: string) => {
      const name = questionOf(reply);
      if (name === undefined) {
        this.#passing = false;
        this.#learn(asked, answers, version);
        this.#reply(reply);
        return;
      }
      asked.push(name);
      const known = answers.get(name);
      const tell = (address: string) => {
        answers.set(name, address);
        this.#server.ask(`qSymbol:${address}:${name}`, take);
      };
      if (known !== undefined) return tell(known);
      this.#take = tell;
      this.#reply(reply);
    };
    this.#server.ask("qSymbol::", take);
  }

  #learn(asked: readonly string[], answers: Answers, version: string | undefined): void {
    const end = asked.indexOf(versionName) + 1;
    const found = end > 0 && answers.get(versionName) !== "";
    if (found) this.#found = true;
    this.#opening ??= end > 0 ? asked.slice(0, end) : asked;
    if (found && version !== undefined && asked.length > end) {
      const names = asked.slice(end);
      this.#names.keep(
        version,
        names.map((name) => [name, placeOf(name, answers)]),
      );
    }
  }
}

/** How far a symbol is from the one of the version. */
function placeOf(name: string, answers: Answers): string {
  const address = answers.get(name) ?? "";
  const origin = BigInt(`0x${answers.get(versionName)}`);
  return address === "" ? "" : String(BigInt(`0x${address}`) - origin);
}

/** The symbol that a server asks for. */
function questionOf(reply: string): string | undefined {
  return /^qSymbol:(.+)$/.exec(reply)?.[1];
}

/** The version at the beginning of some memory. */
function versionOf(hex: string): string | undefined {
  const text = Buffer.from(hex, "hex").toString("latin1").split("\0")[0] ?? "";
  return /^\d+\.\d+[\w.-]*$/.test(text) ? text : undefined;
}
