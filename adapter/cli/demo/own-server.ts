import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { maskPassword } from "../../../src/engine/connection-string.ts";
import type { ProcessInfo } from "../../../src/engine/model.ts";
import { spawnSelf } from "./adapter-client.ts";

/** How long a server that was told to end may take for it. */
const endMs = 10_000;

/** A process server that `psdap serve` runs, as a user would start it. */
export interface OwnServer {
  readonly connectionString: string;
  /** The connection string without its password. */
  readonly address: string;
  /** What `psdap ps` finds there; empty when nobody answers. */
  processes(): Promise<readonly ProcessInfo[]>;
  /** Waits until the server is gone. @returns false when it does not go. */
  ended(): Promise<boolean>;
  /** Ends the server, if it is still there. */
  end(): Promise<void>;
}

/**
 * Starts a process server on this machine.
 * @param engineOptions Options that choose the engine.
 * @throws when it does not start.
 */
export async function startOwnServer(
  engineOptions: readonly string[],
  withPassword: boolean,
): Promise<OwnServer> {
  const port = await freePort();
  const secret = withPassword ? `,password=${randomBytes(6).toString("hex")}` : "";
  const connectionString = `tcp:server=127.0.0.1,port=${port}${secret}`;
  const child = spawnSelf(["serve", "--transport", `tcp:port=${port}${secret}`, ...engineOptions]);
  const gone = once(child, "exit");
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stderr as Readable })) {
    said.push(line);
    if (line.endsWith("is ready.")) break;
  }
  if (child.exitCode !== null || !said.at(-1)?.endsWith("is ready.")) {
    throw new Error(said.join("\n"));
  }
  child.stderr?.resume();
  return {
    connectionString,
    address: maskPassword(connectionString),
    async processes() {
      const args = ["--processServer", connectionString, "--json", ...engineOptions];
      const lister = spawnSelf(["ps", ...args]);
      let text = "";
      lister.stdout?.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      await once(lister, "close");
      return lister.exitCode === 0 ? JSON.parse(text) : [];
    },
    async ended() {
      const timer = setTimeout(() => child.kill(), endMs);
      await gone;
      clearTimeout(timer);
      return child.exitCode === 0;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
