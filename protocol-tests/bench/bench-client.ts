import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { Deframer, frame } from "../support/framing.ts";
import { killNow, processesOf, type SeenProcess } from "../support/processes.ts";

/** How long anything may take before a peer counts as unable to do it. */
const patienceMs = 20_000;

/** The least that talks DAP to any adapter, without a judgement on what it says. */
export class BenchClient {
  readonly #child: ChildProcess;
  readonly #mark = { name: "PSDAP_BENCH", value: randomUUID() };
  readonly #replies = new Map<number, (response: Dap.Response) => void>();
  readonly #events: Dap.Event[] = [];
  readonly #exited: Promise<unknown>;
  #wake = () => {};
  #seq = 0;

  /** Starts the adapter. */
  constructor(
    command: readonly [string, ...string[]],
    environment: Readonly<Record<string, string>> = {},
  ) {
    const [program, ...args] = command;
    this.#child = spawn(program, args, {
      stdio: ["pipe", "pipe", "ignore"],
      env: {
        ...process.env,
        // Every Node reads these certificates when it starts, needed or not.
        NODE_EXTRA_CA_CERTS: undefined,
        ...environment,
        [this.#mark.name]: this.#mark.value,
      },
    });
    this.#exited = once(this.#child, "exit");
    const deframer = new Deframer();
    this.#child.stdin?.on("error", () => {});
    this.#child.stdout?.on("data", (chunk: Buffer) => {
      for (const message of deframer.push(chunk)) this.#take(message);
    });
  }

  /** Sends a request and answers the body of its reply. */
  async request<Body = Record<string, unknown>>(command: string, args?: unknown): Promise<Body> {
    const response = await this.send(command, args);
    if (response.success) return response.body as Body;
    const why = response.body?.error?.format ?? response.message;
    throw new Error(`'${command}' was refused: ${why}`);
  }

  /** Sends a request and answers its response, whatever it says. */
  send(command: string, args?: unknown): Promise<Dap.Response> {
    const seq = ++this.#seq;
    const reply = new Promise<Dap.Response>((resolve) => this.#replies.set(seq, resolve));
    const message = { seq, type: "request", command, arguments: args };
    this.#child.stdin?.write(frame(JSON.stringify(message)));
    return inTime(reply, `the reply to '${command}'`);
  }

  /** The next event of this name; what came before it is dropped. */
  async event<Body>(name: string): Promise<Body> {
    const look = async (): Promise<Body> => {
      for (;;) {
        const index = this.#events.findIndex(({ event }) => event === name);
        if (index >= 0) return this.#events.splice(0, index + 1).at(-1)?.body as Body;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    };
    return inTime(look(), `event '${name}'`);
  }

  /** The adapter and everything that it has started. */
  processes(): SeenProcess[] {
    return processesOf(this.#child.pid as number, this.#mark);
  }

  /** Hangs up, and waits until the adapter is gone. */
  async gone(): Promise<void> {
    this.#child.stdin?.end();
    await inTime(this.#exited, "the end of the adapter");
  }

  /** Ends everything that it started and that is still there. */
  clear(): void {
    for (const { pid } of this.processes()) killNow(pid);
  }

  #take(message: Dap.ProtocolMessage): void {
    if (message.type === "response") {
      const response = message as Dap.Response;
      this.#replies.get(response.request_seq)?.(response);
      this.#replies.delete(response.request_seq);
    } else if (message.type === "event") {
      this.#events.push(message as Dap.Event);
      this.#wake();
    }
  }
}

function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${what} did not come within ${patienceMs} ms`)),
      patienceMs,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
