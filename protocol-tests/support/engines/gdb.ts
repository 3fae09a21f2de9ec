import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { linuxToolchain } from "../toolchain.ts";
import { serverProcess } from "./server-process.ts";
import type { TestEngine } from "./test-engine.ts";

/** gdb with `gdbserver --multi` on this machine. */
export const gdbTestEngine: TestEngine = {
  kind: "gdb",
  toolchain: linuxToolchain,
  configuration: { engine: "gdb" },
  options: ["--engine", "gdb"],
  environment: {},
  pointerSize: 8,
  visualizers: false,
  tellsDownloads: false,
  seesThrows: true,
  passwords: false,

  async startServer(mark) {
    const child = spawn("gdbserver", ["--multi", "127.0.0.1:0"], {
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...mark },
    });
    const lines = createInterface({ input: child.stderr });
    for await (const line of lines) {
      const port = /^Listening on port (\d+)/.exec(line)?.[1];
      if (port === undefined) continue;
      // Nobody reads on, and a full pipe would stop the server.
      child.stderr.resume();
      return serverProcess(child, Number(port), `tcp:server=127.0.0.1,port=${port}`);
    }
    await once(child, "exit");
    throw new Error("gdbserver did not start.");
  },

  run: (program, args, mark) =>
    spawn(program, args, { stdio: "ignore", env: { ...process.env, ...mark } }),
  debuggeePath: (path) => path,
};
