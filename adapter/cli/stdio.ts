import { onSignals } from "./on-signals.ts";
import { tell } from "./print.ts";
import { serveClient } from "./serve-client.ts";

/** The process ends after this time whatever happens, once nobody needs it any more. */
const longestEndMs = 10_000;

/** Serves one client on stdin and stdout. @returns the exit code. */
export async function stdio(): Promise<number> {
  const client = serveClient(process.stdin, process.stdout);
  return new Promise((resolve) => {
    const abandon = (exitCode: number) => {
      setTimeout(resolve, longestEndMs, 1).unref();
      void client.abandon().then(() => resolve(exitCode));
    };
    const defect = (error: unknown) => {
      tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
      abandon(1);
    };
    process.on("uncaughtException", defect);
    process.on("unhandledRejection", defect);
    onSignals(() => abandon(0));
    process.stdin.once("end", () => abandon(0));
    process.stdin.once("close", () => abandon(0));
    void client.done.then(() => resolve(0));
  });
}
