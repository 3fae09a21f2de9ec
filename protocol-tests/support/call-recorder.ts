import type { Engine } from "../../src/engine/engine.ts";

/** Names of the engine's calls and of the calls of its connections. */
export type Call =
  | Exclude<
      keyof Engine,
      "kind" | "version" | "exceptionFilters" | "features" | "listen" | "intentOf"
    >
  | "disconnectProcessServer"
  | "endProcessServer"
  | "runningProcesses";

/** Records calls, and lets them fail or hang where a test wants it. */
export class CallRecorder {
  /** Every call so far, e.g. `launch /prog` or `step 7 over line`. */
  readonly calls: string[] = [];
  readonly #failures = new Map<Call, Error>();
  readonly #held = new Map<Call, Promise<void>>();
  readonly #hanging = new Set<(error: Error) => void>();

  /** Makes the next call of this name fail. */
  failNext(call: Call, error: Error): void {
    this.#failures.set(call, error);
  }

  /** Makes calls of this name wait until the returned function is called. */
  hold(call: Call): () => void {
    let release: () => void = () => {};
    this.#held.set(
      call,
      new Promise((resolve) => {
        release = () => {
          this.#held.delete(call);
          resolve();
        };
      }),
    );
    return release;
  }

  /** Notes a call, and fails or waits as the test wants it. */
  protected async enter(call: Call, ...detail: (string | number)[]): Promise<void> {
    this.calls.push([call, ...detail].join(" "));
    const failure = this.#failures.get(call);
    this.#failures.delete(call);
    const held = this.#held.get(call);
    if (held !== undefined) {
      await new Promise<void>((resolve, reject) => {
        this.#hanging.add(reject);
        void held.then(resolve).finally(() => this.#hanging.delete(reject));
      });
    }
    if (failure !== undefined) throw failure;
  }

  /** Lets all calls fail that wait. */
  protected cutShort(error: Error): void {
    for (const reject of this.#hanging) reject(error);
  }
}
