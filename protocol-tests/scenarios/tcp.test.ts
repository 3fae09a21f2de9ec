import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { AdapterProcess } from "../support/adapter-process.ts";
import type { Client } from "../support/client.ts";
import { Client as DapClient } from "../support/client.ts";
import { expectFate } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import { vsCode } from "../support/session.ts";
import type { Stage } from "../support/stage.ts";

interface Listening {
  readonly adapter: AdapterProcess;
  /** Connects one more client. */
  client(): Promise<{ client: Client; adapter: AdapterProcess }>;
}

async function listen(
  stage: Stage,
  { address = "0", token = "" }: { address?: string; token?: string } = {},
): Promise<Listening> {
  const adapter = stage.psdap(["--listen", address], { PSDAP_TOKEN: token });
  const [, port] = await adapter.says(/Listening on [\d.]+:(\d+)/);
  return {
    adapter,
    async client() {
      const socket = connect(Number(port), "127.0.0.1");
      await once(socket, "connect");
      const { patienceMs } = stage;
      return { client: stage.watch(new DapClient(socket, socket, { patienceMs })), adapter };
    },
  };
}

describe("psdap --listen", () => {
  test("serves a session over TCP, and the next one", async ({ stage }) => {
    const listening = await listen(stage);

    for (let round = 0; round < 2; round++) {
      const session = await stage.launch("loop", {
        dap: await listening.client(),
        at: ["in-work"],
      });
      await session.stopped("breakpoint");
      await session.dap.request("disconnect", { terminateDebuggee: true });
      session.dap.leftOver();
      session.dap.hangUp();
      await session.dap.end();
      await expectFate(session, "ended");
    }

    expect(listening.adapter.child.exitCode).toBeNull();
  });

  test("serves two clients at once that do not see each other", async ({ stage }) => {
    const listening = await listen(stage);
    const first = await stage.launch("loop", {
      dap: await listening.client(),
      at: ["in-work"],
      embedded: true,
    });
    const second = await stage.launch("loop", {
      dap: await listening.client(),
      at: ["end"],
      embedded: true,
    });
    await first.stopped("breakpoint");
    await second.heartbeat.next();

    await first.dap.request("disconnect", { terminateDebuggee: true });
    first.dap.leftOver();
    first.dap.hangUp();

    await expectFate(first, "ended");
    await second.heartbeat.next();
    await second.setBreakpoints("in-work");
    await second.stopped("breakpoint");
    await second.dap.request("disconnect", { terminateDebuggee: true });
    second.dap.leftOver();
  });

  test("goes on for the others when one client speaks no DAP", async ({ stage }) => {
    const listening = await listen(stage);
    const other = await stage.launch("loop", { dap: await listening.client(), at: ["end"] });
    await other.heartbeat.next();
    const { client } = await listening.client();

    client.raw("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");

    await client.end();
    await other.setBreakpoints("in-work");
    await other.stopped("breakpoint");
    await other.dap.request("disconnect", { terminateDebuggee: true });
    other.dap.leftOver();
  });

  test("treats a closed socket like the end of the input", async ({ stage }) => {
    const listening = await listen(stage);
    const session = await stage.launch("loop", { dap: await listening.client(), at: ["end"] });
    await session.heartbeat.next();

    session.dap.hangUp();

    await expectFate(session, "ended");
    session.dap.leftOver();
    expect(await stage.serverAccepts()).toBe(true);
    const next = (await listening.client()).client;
    await next.request("initialize", vsCode);
    next.hangUp();
  });

  test("ends every session when it is told to end", async ({ stage, skip }) => {
    skip(process.platform === "win32", "Windows has no signals");
    const listening = await listen(stage);
    const attached = await stage.attach("loop", { dap: await listening.client(), at: ["end"] });
    await attached.heartbeat.next();

    listening.adapter.child.kill("SIGTERM");

    await listening.adapter.gone();
    attached.dap.leftOver();
    await expectFate(attached, "runs on");
  });

  test("says when the port is taken", async ({ stage }) => {
    const listening = await listen(stage);
    const [, port = ""] = await listening.adapter.says(/127\.0\.0\.1:(\d+)/);

    const { code, stderr } = await stage.command(["--listen", port]);

    expect(code).toBe(1);
    expect(stderr).toContain(port);
  });

  test("is on this machine only, unless an address is given", async ({ stage }) => {
    const { adapter } = await listen(stage);

    expect(adapter.stderr).toMatch(/^Listening on 127\.0\.0\.1:\d+\.$/m);
  });

  for (const token of ["", "too short"]) {
    test(`insists on a token beyond loopback: '${token}'`, async ({ stage }) => {
      const { code, stderr } = await stage.command(["--listen", "0.0.0.0:0"], {
        PSDAP_TOKEN: token,
      });

      expect(code).toBe(2);
      expectSentence(stderr.trim(), "PSDAP_TOKEN");
    });
  }

  test("serves who knows its token, and nobody else", async ({ stage }) => {
    const token = "a secret of some length";
    const trace = join(stage.folder, "trace.jsonl");
    const listening = await listen(stage, { address: "0.0.0.0:0", token });
    const sample = await stage.sample("arguments");
    const { client: stranger } = await listening.client();
    await stranger.request("initialize", vsCode);
    const program = stage.engine.debuggeePath(sample.file);
    for (const wrong of [{}, { token: "" }, { token: `${token}!` }]) {
      const configuration = { ...stage.engine.configuration, program, trace, ...wrong };
      const { format, showUser } = await stranger.refused("launch", configuration);
      expectSentence(format, "token");
      expect(showUser).toBe(true);
      expect(format).not.toContain(token);
    }
    expect(existsSync(trace)).toBe(false);
    stranger.hangUp();

    const session = await stage.launch("loop", {
      dap: await listening.client(),
      at: ["in-work"],
      configuration: { token },
    });

    await session.stopped("breakpoint");
    await session.dap.request("disconnect", { terminateDebuggee: true });
    session.dap.leftOver();
  });
});
