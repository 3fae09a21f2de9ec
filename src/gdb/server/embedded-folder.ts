import { execFile } from "node:child_process";
import {
  closeSync,
  constants,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * The folder through which a session and the keeper of its embedded server know of each other; see
 * embedded-server.sh. Only this user can look into it.
 */
export class EmbeddedFolder {
  readonly path: string;
  readonly #control: number;

  private constructor(path: string, control: number) {
    this.path = path;
    this.#control = control;
  }

  /** Makes the folder. @param pipes Names of its pipes besides `control`. */
  static async make(pipes: readonly string[]): Promise<EmbeddedFolder> {
    const path = mkdtempSync(join(tmpdir(), "psdap-server-"));
    try {
      const names = ["control", ...pipes].map((name) => join(path, name));
      await promisify(execFile)("mkfifo", ["-m", "600", ...names]);
      const flags = constants.O_RDWR | constants.O_NONBLOCK;
      return new EmbeddedFolder(path, openSync(join(path, "control"), flags));
    } catch (error) {
      rmSync(path, { recursive: true, force: true });
      throw error;
    }
  }

  /** Full path of a file in it. */
  file(name: string): string {
    return join(this.path, name);
  }

  /** A debuggee was launched: the keeper ends it when the session ends. */
  launched(processId: number): void {
    const started = startOf(processId);
    if (started !== undefined) writeFileSync(this.file(`held.${processId}`), started);
  }

  /** A process was let go: the server stays for it. One only attached to is nobody's to wait for. */
  released(processId: number): void {
    quietly(() => renameSync(this.file(`held.${processId}`), this.file(`free.${processId}`)));
  }

  /** A process is gone. */
  ended(processId: number): void {
    for (const fate of ["held", "free"]) rmSync(this.file(`${fate}.${processId}`), { force: true });
  }

  /** The session is over; the keeper does the rest, removing the folder at last. */
  leave(): void {
    quietly(() => closeSync(this.#control));
  }

  /** Nobody was ever there to keep anything. */
  remove(): void {
    this.leave();
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The keeper may have removed the folder when it was told to end. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Nothing is left that could be told or closed.
  }
}

/**
 * Start time of a process, from /proc/PID/stat; undefined when there is no such process.
 *
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function startOf(processId: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${processId}/stat`, "latin1");
    // The name in brackets may hold anything; the fields are counted after it.
    return text.slice(text.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}
