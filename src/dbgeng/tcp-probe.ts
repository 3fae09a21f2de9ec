import { connect } from "node:net";

/**
 * What a plain TCP connection finds at an address: `open`, `refused`, or `silent` for nothing
 * within the time. An unknown host name is `unknown`. Nothing is sent; a process server takes no notice.
 */
export type Probed = "open" | "refused" | "silent" | "unknown";

/** Tries to connect and hangs up at once. */
export function probeTcp(host: string, port: number, timeoutMs: number): Promise<Probed> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (result: Probed) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(timeoutMs, () => finish("silent"));
    socket.once("connect", () => finish("open"));
    socket.once("error", (error: NodeJS.ErrnoException) => {
      finish(error.code === "ENOTFOUND" || error.code === "EAI_AGAIN" ? "unknown" : "refused");
    });
  });
}
