/** Time between two reports of one file. */
const reportEveryMs = 250;

/** How far the file is that comes from a symbol server. */
type Report = (file: string, byteCount: number) => void;

/**
 * Reads what the symbol server client says of its downloads. It writes for a terminal: first
 * `SYMSRV:  x.pdb from http://server: 0 bytes -`, then the number of bytes over and over, with
 * backspaces in between, in pieces of any size.
 */
export class SymbolDownloads {
  readonly #report: Report;
  readonly #now: () => number;
  #file: string | undefined;
  #reportedMs = Number.NEGATIVE_INFINITY;

  constructor(report: Report, now: () => number = performance.now.bind(performance)) {
    this.#report = report;
    this.#now = now;
  }

  /** Takes the next piece of output about symbols. */
  take(text: string): void {
    const begun = /^SYMSRV:\s+(\S+) from .*\bbytes\b/.exec(text)?.[1];
    if (begun !== undefined) this.#file = begun;
    else if (/[A-Z]/.test(text)) this.#file = undefined;
    if (this.#file === undefined) return;
    const count = begun === undefined ? /(\d+)\s*$/.exec(text)?.[1] : "0";
    if (count === undefined || this.#now() - this.#reportedMs < reportEveryMs) return;
    this.#reportedMs = this.#now();
    this.#report(this.#file, Number(count));
  }
}
