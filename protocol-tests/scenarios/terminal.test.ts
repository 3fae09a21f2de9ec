import { type ChildProcess, spawn } from "node:child_process";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import { vsCode } from "../support/session.ts";

describe("a program in a terminal of the client", () => {
  test("writes there, and not into the debug console", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "gdb", "under Wine there is no terminal to run in");
    const { client, adapter } = stage.dap();
    let terminal: ChildProcess | undefined;
    let seen = "";
    client.onReverse("runInTerminal", (args) => {
      const { args: command, cwd, env } = args as Dap.RunInTerminalRequestArguments;
      const [program = "", ...rest] = command;
      const child = spawn(program, rest, {
        cwd,
        env: { ...process.env, ...(env as Record<string, string>) },
        stdio: ["ignore", "pipe", "pipe"],
      });
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        seen += text;
      });
      terminal = child;
      return { processId: child.pid };
    });

    const session = await stage.launch("output", {
      dap: { client, adapter },
      embedded: true,
      client: { supportsRunInTerminalRequest: true },
      configuration: { console: "integratedTerminal" },
    });
    await session.dap.next("exited");
    await session.dap.next("terminated");
    await session.disconnect();

    expect(terminal).toBeDefined();
    expect(seen).toContain("to stdout: grüß");
    expect(session.dap.transcript.join("\n")).not.toContain('"category":"stdout"');
    await session.adapter.gone();
  });

  test("is refused when the client has no terminal", async ({ stage }) => {
    const { client, adapter } = stage.dap();
    const sample = await stage.sample("output");
    await client.request("initialize", vsCode);

    const { format } = await client.refused("launch", {
      ...stage.engine.configuration,
      program: stage.engine.debuggeePath(sample.file),
      console: "integratedTerminal",
    });

    expectSentence(format, "integratedTerminal");
    await client.request("disconnect");
    client.leftOver();
    client.hangUp();
    await adapter.gone();
  });
});
