import { execFile, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { programFile } from "../../src/util/program-file.ts";
import { Client } from "../support/client.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import { Session, vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const host = fileURLToPath(new URL("../support/extension-host.cjs", import.meta.url));

/** Has the extension ask for a process; answers what becomes of `${command:pickProcess}`. */
async function pick(stage: Stage, configuration: Record<string, unknown>, wanted: number) {
  const all = JSON.stringify({ ...stage.engine.configuration, ...configuration });
  return promisify(execFile)(
    process.execPath,
    [host, programFile("extension.cjs"), all, String(wanted)],
    { env: { ...process.env, ...stage.engine.environment } },
  );
}

describe("the extension of VS Code", () => {
  for (const [where, execArgv] of [
    ["in the browser", []],
    // There Node is part of Electron, and takes no other program.
    ["on the desktop", ["-e", "require(process.argv[1])"]],
  ] as const) {
    test(`starts the adapter as VS Code does ${where}`, async ({ stage }) => {
      const { program } = manifest.contributes.debuggers[0];
      const file = programFile(basename(program));
      const child = fork(file, { execArgv: [...execArgv], silent: true });
      const ended = once(child, "exit");
      const { stdin, stdout } = child as { stdin: Writable; stdout: Readable };
      const client = stage.watch(new Client(stdout, stdin));

      const capabilities = await client.request("initialize", vsCode);
      await client.request("disconnect");

      expect(capabilities?.supportsConfigurationDoneRequest).toBe(true);
      expect(client.leftOver()).toEqual([]);
      client.hangUp();
      expect(await ended).toEqual([0, null]);
    });
  }

  test("offers the processes of the server's machine to attach to", async ({ stage }) => {
    const bystander = await stage.run("loop");
    const { connectionString: processServer } = await stage.server();

    const { stdout: processId } = await pick(stage, { processServer }, bystander.processId);

    const session = await Session.attach(stage, bystander, { configuration: { processId } });
    expect((await session.dap.next("process")).systemProcessId).toBe(bystander.processId);
    await session.disconnect();
  });

  test("gives up when nothing is chosen", async ({ stage }) => {
    const { connectionString: processServer } = await stage.server();

    const { stdout, stderr } = await pick(stage, { processServer }, 4_000_000);

    expect(stdout).toBe("undefined");
    expect(stderr).toContain("port=");
    expect(stderr).not.toMatch(/password=[^*]/);
  });

  test("does not show the password of the server", async ({ stage }) => {
    const processServer = "tcp:server=127.0.0.1,port=1,password=hidden";

    const { stderr } = await pick(stage, { processServer }, 1);

    expect(stderr).toMatch(/^Processes of tcp:server=127\.0\.0\.1,port=1,password=\*\*\*/);
    expect(stderr).not.toContain("hidden");
  });

  test("says why there is nothing to choose from", async ({ stage }) => {
    const processServer = "tcp:server=127.0.0.1,port=1";

    const { stdout, stderr } = await pick(stage, { processServer }, 1);

    expect(stdout).toBe("undefined");
    expectSentence(stderr, processServer);
  });
});
