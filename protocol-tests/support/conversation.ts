import type { DebugProtocol as Dap } from "@vscode/debugprotocol";

/** What was said between a client and an adapter, one line per message. */
export class Conversation {
  readonly #started = performance.now();
  readonly #lines: { readonly atMs: number; readonly text: string }[] = [];

  /** The lines, as they are. */
  get lines(): string[] {
    return this.#lines.map(({ text }) => text);
  }

  /** The lines for people: with times in milliseconds, and huge messages cut. */
  get story(): string {
    return this.#lines
      .map(({ atMs, text }) => `${atMs.toFixed(0).padStart(7)} ${clip(text)}`)
      .join("\n");
  }

  /** Notes a message of the client. */
  sent(text: string, body?: unknown): void {
    this.#note(`-> ${text}${show(body)}`);
  }

  /** Notes a message of the adapter. */
  received(message: Dap.ProtocolMessage): void {
    this.#note(`<- ${describe(message)}`);
  }

  /** Notes the end of the adapter's stream. */
  hungUp(): void {
    this.#note("<- (end)");
  }

  #note(text: string): void {
    this.#lines.push({ atMs: performance.now() - this.#started, text });
  }
}

function describe(message: Dap.ProtocolMessage): string {
  if (message.type === "event") {
    const { event, body } = message as Dap.Event;
    return `event ${event}${show(body)}`;
  }
  if (message.type === "response") {
    const { success, command, message: text, body } = message as Dap.Response;
    return success ? `reply ${command}${show(body)}` : `refusal ${command} ${text}${show(body)}`;
  }
  const { command, arguments: args } = message as Dap.Request;
  return `request ${command}${show(args)}`;
}

const show = (body: unknown) => (body === undefined ? "" : ` ${JSON.stringify(body)}`);

/** Keeps one huge reply from burying the rest of the conversation. */
const clip = (text: string) => (text.length > 1000 ? `${text.slice(0, 1000)}...` : text);
