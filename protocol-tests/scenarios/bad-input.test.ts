import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import { vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

/** Asks for a launch that has to fail; answers why, after a clean end of the session. */
async function refusedLaunch(
  stage: Stage,
  configuration: Record<string, unknown>,
  environment: Record<string, string> = {},
): Promise<string> {
  const { client, adapter } = stage.dap(environment);
  const sample = await stage.sample("loop");
  await client.request("initialize", vsCode);
  const { format, showUser } = await client.refused("launch", {
    ...stage.engine.configuration,
    program: stage.engine.debuggeePath(sample.file),
    ...configuration,
  });
  expect(showUser).toBe(true);
  await client.request("disconnect");
  expect(client.leftOver()).not.toContain("stopped");
  client.hangUp();
  await adapter.gone();
  expectSentence(format);
  return format;
}

/** A port of this machine at which nobody listens, or somebody who is no process server. */
async function port(answer?: string): Promise<{ port: number; close(): void }> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    if (answer !== undefined) socket.end(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: number } = server.address() as AddressInfo;
  if (answer !== undefined) return { port: number, close: () => server.close() };
  server.close();
  await once(server, "close");
  return { port: number, close: () => {} };
}

describe.concurrent("a connection string that cannot work", () => {
  test("nobody answers at the address", async ({ stage }) => {
    const nobody = await port();
    const processServer = `tcp:server=127.0.0.1,port=${nobody.port}`;

    expect(await refusedLaunch(stage, { processServer })).toContain(processServer);
  });

  test("somebody else answers at the address", async ({ stage }) => {
    const web = await port("HTTP/1.1 400 Bad Request\r\n\r\n");
    const processServer = `tcp:server=127.0.0.1,port=${web.port}`;

    expect(await refusedLaunch(stage, { processServer })).toContain(String(web.port));
    web.close();
  });

  test("the host does not exist", async ({ stage }) => {
    const processServer = "tcp:server=no-such-host.invalid,port=5005";

    expect(await refusedLaunch(stage, { processServer })).toContain("no-such-host.invalid");
  });

  test("the password is wrong", async ({ stage, skip }) => {
    skip(!stage.engine.passwords, "this engine's servers know no password");
    const { port: number } = await stage.server();
    const processServer = `tcp:server=127.0.0.1,port=${number},password=guessed`;

    const reason = await refusedLaunch(stage, { processServer });

    expect(reason).toMatch(/password/);
    expect(reason).not.toContain("guessed");
    expect(await stage.serverAccepts()).toBe(true);
  });

  const strings: Record<string, [string, string | RegExp]> = {
    "an unknown transport": ["carrier-pigeon:server=127.0.0.1,port=1", "carrier-pigeon"],
    "no transport at all": ["127.0.0.1:5005", "127.0.0.1:5005"],
    "no server=": ["tcp:port=5005", "server="],
    "no port=": ["tcp:server=127.0.0.1", "port="],
    "a port that is no number": ["tcp:server=127.0.0.1,port=http", "port="],
    "an empty text": ["", "processServer"],
  };
  for (const [name, [processServer, part]] of Object.entries(strings)) {
    test(name, async ({ stage }) => {
      expect(await refusedLaunch(stage, { processServer })).toMatch(part);
    });
  }

  test("a busy server says so", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgsrv serves many clients at once");
    const session = await stage.launch("loop", { at: ["in-work"] });
    await session.stopped("breakpoint");
    const { connectionString: processServer } = await stage.server();

    expect(await refusedLaunch(stage, { processServer })).toMatch(/busy|another|in use/i);

    await session.setBreakpoints();
    await session.continue();
    await session.heartbeat.next();
    await session.disconnect();
  });
});

describe.concurrent("a program that cannot be started", () => {
  const given = async (stage: Stage) => ({
    processServer: (await stage.server()).connectionString,
  });

  for (const embedded of [false, true]) {
    const where = embedded ? "own server" : "given server";
    const server = async (stage: Stage) => (embedded ? {} : given(stage));

    test(`it does not exist (${where})`, async ({ stage }) => {
      const program = stage.engine.debuggeePath(join(stage.folder, "missing program"));

      expect(await refusedLaunch(stage, { ...(await server(stage)), program })).toContain(program);
    });

    test(`it is no program (${where})`, async ({ stage }) => {
      const file = join(stage.folder, "text.exe");
      writeFileSync(file, "This is no program.\n", { mode: 0o644 });
      const program = stage.engine.debuggeePath(file);

      expect(await refusedLaunch(stage, { ...(await server(stage)), program })).toContain(program);
    });

    test(`its working folder does not exist (${where})`, async ({ stage }) => {
      const cwd = stage.engine.debuggeePath(join(stage.folder, "missing folder"));

      expect(await refusedLaunch(stage, { ...(await server(stage)), cwd })).toContain(cwd);
    });
  }

  test("a failed launch leaves the server to the next session", async ({ stage }) => {
    const program = stage.engine.debuggeePath("/no/such/program");
    await refusedLaunch(stage, { ...(await given(stage)), program });

    const session = await stage.launch("exit-code", { args: ["4"] });

    expect(await session.dap.next("exited")).toEqual({ exitCode: 4 });
    await session.dap.next("terminated");
    await session.disconnect();
  });
});

describe.concurrent("an engine that is not there", () => {
  test("the engine has no such name", async ({ stage }) => {
    expect(await refusedLaunch(stage, { engine: "lldb" })).toMatch(/lldb|dbgeng.*gdb/);
  });

  test("gdb is not where the configuration says", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "about gdb");
    expect(await refusedLaunch(stage, { gdbPath: "/no/such/gdb" })).toContain("/no/such/gdb");
  });

  test("gdb is something else", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "about gdb");
    expect(await refusedLaunch(stage, { gdbPath: "/bin/true" })).toContain("/bin/true");
  });

  test("no gdb is installed", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "about gdb");
    const reason = await refusedLaunch(stage, {}, { PATH: stage.folder });

    expect(reason).toMatch(/gdb/);
    expect(reason).toMatch(/install|gdbPath/i);
  });

  test("no dbgeng.dll is where the configuration says", async ({ stage }) => {
    const configuration = { engine: "dbgeng", dbgengPath: stage.folder };

    expect(await refusedLaunch(stage, configuration)).toContain(stage.folder);
  });

  test("Wine is not where the configuration says", async ({ stage, skip }) => {
    skip(process.platform === "win32", "Windows needs no Wine");
    const dbgengPath = stage.engine.configuration.dbgengPath ?? stage.folder;
    writeFileSync(join(stage.folder, "dbgeng.dll"), "MZ");
    const configuration = { engine: "dbgeng", dbgengPath, winePath: "/no/such/wine" };

    expect(await refusedLaunch(stage, configuration)).toContain("/no/such/wine");
  });

  test("the DLLs of the engine do not match", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng", "about dbgeng");
    const folder = stage.subfolder("mixed");
    for (const name of ["dbgeng.dll", "dbghelp.dll"]) writeFileSync(join(folder, name), "MZ");

    expect(await refusedLaunch(stage, { dbgengPath: folder })).toMatch(/dbgeng\.dll|mixed/);
  });
});

describe.concurrent("a configuration with mistakes", () => {
  test("an unknown key is a warning that names the nearest one", async ({ stage }) => {
    const session = await stage.launch("loop", {
      configuration: { stopOnEntri: true, __sessionId: "x", presentation: {}, name: "my session" },
    });

    const { output } = await session.dap.next("output", (body) => /stopOnEntri/.test(body.output));

    expect(output).toMatch(/stopOnEntry/);
    expect(session.dap.transcript.join("\n")).not.toMatch(
      /event output.*(__sessionId|presentation)/,
    );
    await session.disconnect();
  });

  const wrong: Record<string, Record<string, unknown>> = {
    args: { args: 7 },
    cwd: { cwd: ["/tmp"] },
    env: { env: { A: 1 } },
    stopOnEntry: { stopOnEntry: "yes" },
    onTerminate: { onTerminate: "perhaps" },
    sourceFileMap: { sourceFileMap: ["/a", "/b"] },
    program: { program: "" },
  };
  for (const [key, configuration] of Object.entries(wrong)) {
    test(`a wrong value of ${key}`, async ({ stage }) => {
      expect(await refusedLaunch(stage, configuration)).toContain(key);
    });
  }

  test("a launch without a program", async ({ stage }) => {
    expect(await refusedLaunch(stage, { program: undefined })).toContain("program");
  });
});
