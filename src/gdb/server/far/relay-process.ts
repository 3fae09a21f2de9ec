import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineError } from "../../../engine/errors.ts";
import { programFile } from "../../../util/program-file.ts";

/** A running relay to a server that is far away; see `main.ts`. */
export class RelayProcess {
  /** Where gdb connects in the place of the server. */
  readonly path: string;
  /** Resolves when both gdb and the server are left. */
  readonly ended: Promise<unknown>;

  private constructor(path: string, ended: Promise<unknown>) {
    this.path = path;
    this.ended = ended;
  }

  /**
   * Starts a relay.
   * @throws {EngineError} `native` when it does not come up.
   */
  static async start(host: string, port: number): Promise<RelayProcess> {
    const path = join(mkdtempSync(join(tmpdir(), "psdap-far-")), "gdb");
    const args = [programFile("far-relay.mjs"), host, String(port), path];
    const child: ChildProcess = spawn(process.execPath, args, {
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = Promise.race([once(child, "exit"), once(child, "error")]).catch(() => {});
    const output = child.stdout as NonNullable<typeof child.stdout>;
    await Promise.race([once(output, "data"), ended]);
    if (child.exitCode !== null || child.pid === undefined) {
      throw new EngineError(
        "native",
        `The relay to the process server, which is far away, does not start: look whether '${process.execPath} ${args[0]}' runs.`,
      );
    }
    output.destroy();
    child.unref();
    return new RelayProcess(path, ended);
  }
}
