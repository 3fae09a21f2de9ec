import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { AdapterProcess } from "../support/adapter-process.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Stage } from "../support/stage.ts";

interface Row {
  readonly id: number;
  readonly name: string;
  readonly user: string | null;
  readonly commandLine: string | null;
}

async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

describe.concurrent("psdap ps", () => {
  test("lists the processes of the server's machine as JSON", async ({ stage }) => {
    const bystander = await stage.run("loop");
    const { connectionString } = await stage.server();
    const args = ["ps", "--processServer", connectionString, "--json", ...stage.engine.options];

    const { code, stdout, stderr } = await stage.command(args);

    expect(stderr).toBe("");
    expect(code).toBe(0);
    const rows = JSON.parse(stdout) as Row[];
    const row = rows.find(({ id }) => id === bystander.processId);
    expect(row?.name).toMatch(/^loop/);
    expect(row?.commandLine ?? "").toContain("heartbeat");
    for (const { id, name } of rows) {
      expect(id).toBeGreaterThan(0);
      expect(name).not.toBe("");
    }
    await bystander.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("lists them as a table", async ({ stage }) => {
    const bystander = await stage.run("loop");
    const { connectionString } = await stage.server();

    const { code, stdout } = await stage.command([
      ...["ps", "--processServer", connectionString],
      ...stage.engine.options,
    ]);

    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^\\s*${bystander.processId}\\s+loop`, "m"));
  });

  test("lists those of this machine without a server, and leaves none behind", async ({
    stage,
  }) => {
    // Under Wine the bystander is on another machine than the adapter.
    const elsewhere = process.platform === "linux" && stage.engine.kind === "dbgeng";
    const bystander = await stage.run("loop");

    const ps = stage.psdap(["ps", "--json", ...stage.engine.options]);
    ps.stdin.end();
    const { code, stdout, stderr } = await ps.finished();

    expect(stderr).toBe("");
    expect(code).toBe(0);
    const rows = JSON.parse(stdout) as Row[];
    const own = rows.find(({ id }) => id === bystander.processId)?.name;
    // A 32-bit engine is not told the names of 64-bit processes.
    const neighbour = stage.engine.pointerSize === 4 ? "node.exe" : "services.exe";
    if (elsewhere) expect(rows.map(({ name }) => name)).toContain(neighbour);
    else expect(own).toMatch(/^loop/);
    await ps.gone();
    await bystander.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("fails with one sentence when nobody answers", async ({ stage }) => {
    const connection = `tcp:server=127.0.0.1,port=${await unusedPort()}`;
    const args = ["ps", "--processServer", connection, ...stage.engine.options];

    const { code, stdout, stderr } = await stage.command(args);

    expect(code).toBe(1);
    expect(stdout).toBe("");
    expectSentence(stderr.trim(), connection);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("works twice in a row", async ({ stage }) => {
    expect(await stage.serverAccepts()).toBe(true);
    expect(await stage.serverAccepts()).toBe(true);
  });
});

describe.concurrent("psdap end", () => {
  test("ends a process server", async ({ stage }) => {
    const server = await stage.server();
    const args = ["end", "--processServer", server.connectionString, ...stage.engine.options];

    const { code, stderr } = await stage.command(args);

    expect(stderr).not.toMatch(/error/i);
    expect(code).toBe(0);
    await server.ended;
  });

  test("leaves processes alone that nobody debugs", async ({ stage }) => {
    const bystander = await stage.run("loop");
    const server = await stage.server();

    await stage.command([
      ...["end", "--processServer", server.connectionString],
      ...stage.engine.options,
    ]);

    await server.ended;
    await bystander.heartbeat.unharmed(await stage.cleanCode("loop"));
  });

  test("fails when nobody answers", async ({ stage }) => {
    const connection = `tcp:server=127.0.0.1,port=${await unusedPort()}`;

    const { code, stderr } = await stage.command([
      ...["end", "--processServer", connection],
      ...stage.engine.options,
    ]);

    expect(code).toBe(1);
    expectSentence(stderr.trim(), connection);
  });
});

/** `psdap serve` on a port of its own, and how to reach it. */
async function serving(stage: Stage): Promise<{ serve: AdapterProcess; connection: string }> {
  const port = await unusedPort();
  const secret = stage.engine.passwords ? ",password=sesame" : "";
  const transport = `tcp:port=${port}${secret}`;
  const serve = stage.psdap(["serve", "--transport", transport, ...stage.engine.options]);
  await serve.says(new RegExp(String(port)));
  return { serve, connection: `tcp:server=127.0.0.1,port=${port}${secret}` };
}

describe.concurrent("psdap serve", () => {
  test("runs a process server until it is ended", async ({ stage }) => {
    const { serve, connection } = await serving(stage);
    const options = [...["--processServer", connection], ...stage.engine.options];

    const listed = await stage.command(["ps", "--json", ...options]);
    expect(listed.stderr).toBe("");
    expect(JSON.parse(listed.stdout)).not.toEqual([]);
    expect(serve.stderr).not.toContain("sesame");
    expect(serve.stderr).not.toMatch(/checksum/i);

    expect((await stage.command(["end", ...options])).code).toBe(0);
    expect((await serve.ended).code).toBe(0);
    await serve.gone();
  });

  test("debugs through its server", async ({ stage }) => {
    const { serve, connection } = await serving(stage);

    const session = await stage.launch("loop", {
      at: ["in-work"],
      configuration: { processServer: connection },
    });

    await session.stopped("breakpoint");
    await session.dap.request("terminate");
    expect(session.dap.leftOver()).toEqual(["exited", "terminated"]);
    await session.disconnect();
    expect((await serve.ended).code).toBe(0);
  });

  test("shows what the program writes, its errors too", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "dbgsrv gives each program a console of its own");
    const { serve, connection } = await serving(stage);

    const session = await stage.launch("output", { configuration: { processServer: connection } });

    await session.exits(3);
    await session.disconnect();
    await serve.says(/to stdout/);
    await serve.says(/to stderr/);
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    test(`goes at ${signal} and takes its server along`, async ({ stage, skip }) => {
      skip(process.platform === "win32", "Windows has no signals");
      const { serve } = await serving(stage);

      serve.child.kill(signal);

      await serve.gone();
    });
  }

  test("insists on a password where everybody can reach the server", async ({ stage, skip }) => {
    skip(!stage.engine.passwords, "this engine's servers know no password");
    const args = ["serve", "--transport", `tcp:port=${await unusedPort()}`];

    const { code, stderr } = await stage.command([...args, ...stage.engine.options]);

    expect(code).not.toBe(0);
    expect(stderr).toMatch(/--no-password/);
  });

  test("says when the port is taken", async ({ stage }) => {
    const taken = createServer().listen(0, "0.0.0.0");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const secret = stage.engine.passwords ? ",password=sesame" : "";

    const { code, stderr } = await stage.command([
      ...["serve", "--transport", `tcp:port=${port}${secret}`],
      ...stage.engine.options,
    ]);

    taken.close();
    expect(code).toBe(1);
    expectSentence(stderr.trim().split("\n").at(-1) ?? "", String(port));
  });
});

describe.concurrent("psdap", () => {
  test("--version prints the version", async ({ stage }) => {
    const { code, stdout } = await stage.command(["--version"]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S*\s?\d+\.\d+\.\d+\n$/);
  });

  test("--help names every command", async ({ stage }) => {
    const { code, stdout } = await stage.command(["--help"]);

    expect(code).toBe(0);
    for (const command of ["--listen", "serve", "ps", "end", "doctor", "demo", "setup-wine"]) {
      expect(stdout).toContain(command);
    }
  });

  test("doctor describes the machine", async ({ stage }) => {
    const { stdout } = await stage.command(["doctor"]);

    expect(stdout).toMatch(/gdb/);
    expect(stdout).toMatch(/dbgeng/);
    expect(stdout).toContain(process.versions.node);
  });

  const wrong = [
    ["brew"],
    ["end"],
    ["serve"],
    ["ps", "--processServer"],
    ["ps", "--procesServer", "x"],
    ["--listen"],
    ["--listen", "not-a-port"],
    ["--no-such-option"],
    ["ps", "--processServer", "tcp:server=127.0.0.1,port=1", "--engine", "lldb"],
  ];
  for (const args of wrong) {
    test(`wrong usage: ${args.join(" ")}`, async ({ stage }) => {
      const { code, stdout, stderr } = await stage.command(args);

      expect(code).toBe(2);
      expect(stdout).toBe("");
      expect(stderr).not.toBe("");
    });
  }

  test("demo tells the story of a session", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "the demonstration uses the engine of this machine");

    const demo = stage.psdap(["demo"]);
    demo.stdin.end();
    const { code, stdout, stderr } = await demo.finished();

    expect(stderr).toBe("");
    expect(code).toBe(0);
    for (const word of [/launch/i, /breakpoint/i, /stack/i, /step/i, /attach/i, /terminate/i]) {
      expect(stdout).toMatch(word);
    }
    await demo.gone();
  });
});
