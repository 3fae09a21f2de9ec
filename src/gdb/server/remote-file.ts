import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EngineError } from "../../engine/errors.ts";
import { miQuote } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";

/** A file of the process server's machine, or why it cannot be read. */
export type RemoteFile =
  | { readonly content: Buffer }
  | { readonly problem: "missing" | "directory" | "denied" | "other" };

/** Reads a file of the process server's machine through gdb. */
export async function readRemoteFile(mi: MiSession, path: string): Promise<RemoteFile> {
  const folder = mkdtempSync(join(tmpdir(), "psdap-"));
  const copy = join(folder, "copy");
  try {
    await mi.send(`-target-file-get ${miQuote(path)} ${miQuote(copy)}`);
    return { content: readFileSync(copy) };
  } catch (error) {
    const text = error instanceof EngineError ? (error.native ?? "") : "";
    if (/No such file/.test(text)) return { problem: "missing" };
    // Reading a folder is an invalid argument to gdb, which knows few system errors.
    if (/Is a directory|Invalid argument/.test(text)) return { problem: "directory" };
    if (/Permission denied|not permitted/.test(text)) return { problem: "denied" };
    return { problem: "other" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a process of the process server's machine has ended; a zombie has. */
export async function isGone(mi: MiSession, processId: number): Promise<boolean> {
  const status = await readRemoteFile(mi, `/proc/${processId}/status`);
  if ("problem" in status) return status.problem === "missing";
  return /^State:\s*[ZX]/m.test(status.content.toString("utf8"));
}
