import { readFileSync } from "node:fs";

/** Identity of a process: its id alone may be given to another one later. */
interface Ward {
  readonly processId: number;
  readonly startTime: string;
  held: boolean;
}

/** The processes that a server keeper answers for. */
export class Wards {
  readonly #wards = new Map<number, Ward>();

  /** A debuggee was launched and is held by the debugger. */
  launched(processId: number): void {
    const startTime = statOf(processId)?.startTime;
    if (startTime !== undefined) this.#wards.set(processId, { processId, startTime, held: true });
  }

  /** A process was let go and lives on. One that was only attached to is nobody's to wait for. */
  released(processId: number): void {
    const ward = this.#wards.get(processId);
    if (ward !== undefined) ward.held = false;
  }

  /** A process is gone. */
  ended(processId: number): void {
    this.#wards.delete(processId);
  }

  /** Whether any of them still lives. A zombie does not. */
  get anyAlive(): boolean {
    return [...this.#wards.values()].some(isAlive);
  }

  /** Ends those that were launched and never let go. */
  killHeld(): void {
    for (const ward of this.#wards.values()) {
      if (ward.held && isAlive(ward)) process.kill(ward.processId, "SIGKILL");
    }
  }

  /** Whether any process that was launched and never let go still lives. */
  get anyHeld(): boolean {
    return [...this.#wards.values()].some((ward) => ward.held && isAlive(ward));
  }
}

function isAlive(ward: Ward): boolean {
  const stat = statOf(ward.processId);
  return stat?.startTime === ward.startTime && stat.state !== "Z" && stat.state !== "X";
}

/**
 * State and start time of a process, from /proc/PID/stat.
 *
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function statOf(processId: number): { state: string; startTime: string } | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, "latin1");
    // The name in brackets may hold anything; the fields are counted after it.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startTime: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
