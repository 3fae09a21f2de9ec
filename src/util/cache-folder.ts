import { homedir } from "node:os";
import { join } from "node:path";

/** The user's cache folder for this package; not created here. Anything in it can be made again. */
export function cacheFolder(): string {
  if (process.platform === "win32") {
    const local = process.env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
    return join(local, "process-server-dap", "cache");
  }
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "process-server-dap");
}
