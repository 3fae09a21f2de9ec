import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

  /** Starts a relay; undefined where that cannot be done, and gdb has to go without. */
  static async start(host: string, port: number): Promise<RelayProcess | undefined> {
    try {
      const path = join(mkdtempSync(join(tmpdir(), "psdap-far-")), "gdb");
      const args = [programFile("far-relay.mjs"), host, String(port), path];
      const child = spawn(process.execPath, args, {
        detached: true,
        stdio: ["ignore", "pipe", "ignore"],
      });
      const ended = Promise.race([once(child, "exit"), once(child, "error")]).catch(() => {});
      const isUp = await Promise.race([
        once(child.stdout, "data").then(() => true),
        ended.then(() => false),
      ]);
      if (!isUp) return undefined;
      child.stdout.destroy();
      child.unref();
      return new RelayProcess(path, ended);
    } catch {
      return undefined;
    }
  }
}
