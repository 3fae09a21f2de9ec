import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { AnnouncedRules } from "./announced-rules.ts";
import { defectOf } from "./schema.ts";

/** Events after which the session is over as far as the debuggee is concerned. */
const onlyWhileAlive = ["stopped", "continued", "thread", "breakpoint", "exited"];

/**
 * The rules of the protocol that hold for every message of every conversation, its shape included.
 *
 * https://microsoft.github.io/debug-adapter-protocol/overview
 */
export class Rules {
  #lastSeq = 0;
  #initialized = false;
  #disconnected = false;
  #moduleColumns: readonly Dap.ColumnDescriptor[] | undefined;
  readonly #announced = new AnnouncedRules();
  readonly #open = new Map<number, string>();
  readonly #answered = new Set<number>();
  readonly #events = new Map<string, number>();

  /** Commands that still wait for their response, as sent. */
  get unanswered(): string[] {
    return [...this.#open.values()];
  }

  /** Notes a request of the client. */
  sent(seq: number, command: string, args?: unknown): void {
    this.#open.set(seq, command);
    this.#announced.sent(command, args);
  }

  /** Checks a message of the adapter; answers the rule it breaks, if any. */
  received(message: Dap.ProtocolMessage): string | undefined {
    const expected = this.#lastSeq + 1;
    this.#lastSeq = message.seq;
    if (message.seq !== expected) return `seq is ${message.seq}, expected ${expected}`;
    const moduleColumns = this.#moduleColumns;
    return (
      this.#outOfPlace(message) ??
      defectOf(message, { exact: true, moduleColumns }) ??
      this.#announced.received(message)
    );
  }

  #outOfPlace(message: Dap.ProtocolMessage): string | undefined {
    switch (message.type) {
      case "response":
        return this.#response(message as Dap.Response);
      case "event":
        return this.#event(message as Dap.Event);
      case "request":
        return this.#initialized ? undefined : "a reverse request came before the first reply";
      default:
        return `'${message.type}' is no type of message`;
    }
  }

  #response(response: Dap.Response): string | undefined {
    const { request_seq, command } = response;
    if (this.#answered.has(request_seq)) return `request ${request_seq} was answered twice`;
    const sent = this.#open.get(request_seq);
    // Requests written by hand, malformed ones among them, are not noted.
    if (sent !== undefined && sent !== command) {
      return `the reply to '${sent}' calls itself '${command}'`;
    }
    this.#open.delete(request_seq);
    this.#answered.add(request_seq);
    if (!response.success && !response.message) return "a refusal came without a message";
    if (command === "initialize" && response.success) {
      this.#initialized = true;
      const { body } = response as Dap.InitializeResponse;
      this.#moduleColumns = body?.additionalModuleColumns;
    }
    if (command === "disconnect" && response.success) this.#disconnected = true;
    return undefined;
  }

  #event({ event }: Dap.Event): string | undefined {
    if (!this.#initialized) return `'${event}' came before the initialize response`;
    if (this.#disconnected) return `'${event}' came after the disconnect response`;
    if (this.#events.has("terminated") && onlyWhileAlive.includes(event)) {
      return `'${event}' came after 'terminated'`;
    }
    const count = (this.#events.get(event) ?? 0) + 1;
    this.#events.set(event, count);
    const once = ["initialized", "exited", "terminated"].includes(event);
    return once && count > 1 ? `'${event}' came twice` : undefined;
  }
}
