/** Text that breakpoints log, and where. */
export interface Logged {
  readonly text: string;
  /** Lines of the same place are told together. */
  readonly place: string;
}

/** How long lines are collected. */
const collectMs = 50;

/** More than this is told at once, so that no message grows without bound. */
const mostChars = 64 * 1024;

/**
 * Collects what breakpoints log, so that one that is hit a thousand times a second does not drown
 * the client in messages. Only whole lines of one place are told together, and order is kept.
 */
export class LogLines<T extends Logged> {
  readonly #tell: (logged: T) => void;
  #waiting: T | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (logged: T) => void) {
    this.#tell = tell;
  }

  /** Takes a piece of text. */
  add(logged: T): void {
    if (this.#waiting !== undefined && this.#waiting.place !== logged.place) this.flush();
    const before = this.#waiting?.text ?? "";
    this.#waiting = { ...logged, text: before + logged.text };
    if (this.#waiting.text.length >= mostChars) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), collectMs);
  }

  /** Tells at once what was collected: something follows it that must not overtake it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const logged = this.#waiting;
    this.#waiting = undefined;
    if (logged !== undefined) {
      this.#tell({ ...logged, text: logged.text.replace(/\n?$/, "\n") });
    }
  }
}
