import { readFile } from "node:fs/promises";
import { eventually } from "./eventually.ts";
import { processesNaming, type SeenProcess } from "./processes.ts";

/** One line of a heartbeat file; see samples/heartbeat.h. */
export interface Beat {
  /** Process id on the debuggee's own machine. */
  readonly pid: number;
  readonly beat: number;
  readonly ms: number;
  /** Checksum of the debuggee's code. */
  readonly code: string;
}

/** How long a debuggee has to run on, by its own clock, to count as unharmed. */
const unharmedMs = 5000;

/** The sign of life of one debuggee, and its process as seen from outside. */
export class Heartbeat {
  /** The file on this machine; its name occurs in the debuggee's command line. */
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  /** The latest complete beat. */
  async latest(): Promise<Beat | undefined> {
    const text = await readFile(this.file, "latin1").catch(() => "");
    const line = /pid=(\d+) beat=(\d+) ms=(\d+) code=([0-9a-f]{8})\n$/.exec(text.slice(-200));
    if (line === null) return undefined;
    const [, pid, beat, ms, code = ""] = line;
    return { pid: Number(pid), beat: Number(beat), ms: Number(ms), code };
  }

  /** Waits until there is a beat at all. */
  async first(): Promise<Beat> {
    return eventually(`the first beat in ${this.file}`, () => this.latest());
  }

  /** Waits for one more beat than there is now. */
  async next(): Promise<Beat> {
    const before = (await this.latest())?.beat ?? 0;
    return eventually(`a beat after beat ${before} in ${this.file}`, async () => {
      const beat = await this.latest();
      return beat !== undefined && beat.beat > before ? beat : undefined;
    });
  }

  /**
   * Waits until the debuggee has run on for five seconds, and compares its code.
   * @param clean Checksum of the same program when nobody debugs it.
   */
  async unharmed(clean: string): Promise<void> {
    const from = (await this.latest())?.ms ?? 0;
    const last = await eventually(`five more seconds of ${this.file}`, async () => {
      if (!this.alive()) throw new Error("The debuggee died.");
      const beat = await this.latest();
      return beat !== undefined && beat.ms >= from + unharmedMs ? beat : undefined;
    });
    if (last.code !== clean) {
      throw new Error(`The debuggee's code was left changed: ${last.code}, clean is ${clean}.`);
    }
  }

  /** Waits until the debuggee's process is gone. */
  async gone(): Promise<void> {
    await eventually(`the end of the debuggee of ${this.file}`, () => !this.alive());
  }

  /** Whether the debuggee's process lives. */
  alive(): boolean {
    return this.processes().length > 0;
  }

  /** The debuggee's process on this machine. */
  processes(): SeenProcess[] {
    return processesNaming(this.file);
  }
}
