import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { FrameReader } from "../../wire/frame-reader.ts";

/** How long the adapter may take for anything it is asked. */
const patienceMs = 60_000;

/** Starts this program once more, with other arguments. */
export function spawnSelf(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [process.argv[1] ?? "", ...args], {
    stdio: ["pipe", "pipe", "pipe"],
  });
}

/** The client's side of a debug session: starts a debug adapter and talks to it. */
export class AdapterClient {
  readonly #child = spawnSelf([]);
  readonly #messages: Dap.ProtocolMessage[] = [];
  readonly #show: (line: string) => void;
  /** Wakes whoever waits for a message. */
  readonly #waiting = new Set<() => void>();
  #seq = 0;

  /** @param show Takes the messages worth showing, one line each. */
  constructor(show: (line: string) => void) {
    this.#show = show;
    const { stdout, stderr } = this.#child as { stdout: Readable; stderr: Readable };
    stderr.resume();
    stdout.pipe(new FrameReader()).on("data", (frame: Buffer) => {
      const body = frame.subarray(frame.indexOf("\r\n\r\n") + 4);
      this.#messages.push(JSON.parse(body.toString()));
      this.#wake();
    });
    this.#child.once("close", () => this.#wake());
  }

  /** Sends a request and waits for its response. @throws when it is refused. */
  async request<Body = undefined>(command: string, args?: object): Promise<Body> {
    const seq = ++this.#seq;
    this.#show(`--> ${command}${args === undefined ? "" : ` ${JSON.stringify(args)}`}`);
    const json = JSON.stringify({ seq, type: "request", command, arguments: args });
    const stdin = this.#child.stdin as Writable;
    stdin.write(`Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`);
    const response = await this.#find<Dap.Response>(
      `the response to '${command}'`,
      (message) => message.type === "response" && (message as Dap.Response).request_seq === seq,
    );
    if (!response.success) throw new Error(response.message);
    return response.body as Body;
  }

  /** Waits for an event, skipping all others before it. */
  async event<Body = undefined>(name: string): Promise<Body> {
    const event = await this.#find<Dap.Event>(
      `event '${name}'`,
      (message) => message.type === "event" && (message as Dap.Event).event === name,
    );
    this.#show(`<-- ${name}${event.body === undefined ? "" : ` ${JSON.stringify(event.body)}`}`);
    return event.body as Body;
  }

  /** Hangs up and waits until the adapter is gone. */
  async leave(): Promise<void> {
    this.#child.stdin?.end();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, "exit");
    }
  }

  /** Takes the first message that fits, as soon as it is there. */
  async #find<T extends Dap.ProtocolMessage>(
    what: string,
    fits: (message: Dap.ProtocolMessage) => boolean,
  ): Promise<T> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const index = this.#messages.findIndex(fits);
      if (index >= 0) return this.#messages.splice(index, 1)[0] as T;
      if (this.#child.exitCode !== null) throw new Error(`The adapter ended before ${what}.`);
      if (Date.now() >= deadline) throw new Error(`${what} did not come.`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(() => wake(), deadline - Date.now());
        const wake = () => {
          clearTimeout(timer);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
