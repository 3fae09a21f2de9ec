import { readFileSync } from "node:fs";
import { win32 } from "node:path";
import { fileVersion } from "./file-version.ts";

/** The first major version of which a client is known that reports from a thread of its own. */
const threaded = 10;

/**
 * Whether the engine's symbol server client says how far a download is on the engine's own thread,
 * as that of 6.2 does. That of 10.0 has a thread for it, whose output would wait for the engine's
 * thread to take it, which waits for the download.
 * @param folder The folder of dbgeng.dll.
 */
export function reportsOnEngineThread(folder: string): boolean {
  try {
    const version = fileVersion(readFileSync(win32.join(folder, "symsrv.dll")));
    return version !== undefined && version[0] < threaded;
  } catch {
    // Without a client there are no downloads.
    return false;
  }
}
