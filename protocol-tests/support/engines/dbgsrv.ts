import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { serverProcess } from "./server-process.ts";
import type { TestServer } from "./test-engine.ts";

/**
 * Starts dbgsrv with a password and waits until it listens.
 * @param start Starts the program with these arguments.
 */
export async function startDbgsrv(
  start: (args: readonly string[]) => ChildProcess,
): Promise<TestServer> {
  const password = "open-sesame";
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = await freePort();
    const child = start(["-t", `tcp:port=${port},password=${password}`]);
    const server = serverProcess(
      child,
      port,
      `tcp:server=127.0.0.1,port=${port},password=${password}`,
    );
    while (server.alive) {
      if (await listens(port)) return server;
      await Promise.race([server.ended, delay(20)]);
    }
    // Somebody else may have taken the port in the meantime.
  }
  throw new Error("dbgsrv.exe ends as soon as it is started.");
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, "close");
  return port;
}

/** Whether somebody listens on the port; looks without connecting where the system allows it. */
async function listens(port: number): Promise<boolean> {
  if (process.platform === "linux") {
    const needle = `:${port.toString(16).toUpperCase().padStart(4, "0")} 00000000:0000 0A`;
    return (await readFile("/proc/net/tcp", "latin1")).includes(needle);
  }
  const socket = connect(port, "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}
