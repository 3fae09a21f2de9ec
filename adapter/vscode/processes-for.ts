import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** What of a configuration says where its process server is, and how to reach it. */
export interface Configuration {
  readonly engine?: string;
  readonly processServer?: string;
  readonly gdbPath?: string;
  readonly dbgengPath?: string;
  readonly winePath?: string;
}

/** A process as `psdap ps --json` prints it. */
export interface ListedProcess {
  readonly id: number;
  readonly name: string;
  readonly user: string | null;
  readonly commandLine: string | null;
}

const keys = ["engine", "processServer", "gdbPath", "dbgengPath", "winePath"] as const;

/**
 * The processes that an attach by this configuration could mean.
 * @throws {Error} with the sentence that `psdap ps` answers when it cannot list them.
 */
export async function processesFor(configuration: Configuration): Promise<ListedProcess[]> {
  const options = keys.flatMap((key) => {
    const value = configuration[key];
    return value === undefined ? [] : [`--${key}`, value];
  });
  const psdap = join(__dirname, "psdap.mjs");
  try {
    const run = promisify(execFile);
    const { stdout } = await run("node", [psdap, "ps", "--json", ...options], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return JSON.parse(stdout) as ListedProcess[];
  } catch (error) {
    const said = (error as { readonly stderr?: string }).stderr?.trim();
    throw new Error(said || `The processes cannot be listed: ${(error as Error).message}.`);
  }
}
