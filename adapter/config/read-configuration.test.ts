import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { RequestError } from "../requests/errors.ts";
import { readConfiguration } from "./read-configuration.ts";
import { attachSchema, describedField, launchSchema, wordings } from "./schema.ts";

const launch = (args: Record<string, unknown> = {}, platform?: NodeJS.Platform) =>
  readConfiguration("launch", { program: "/prog", ...args }, platform);

function refusal(request: "launch" | "attach", args: Record<string, unknown>): string {
  try {
    readConfiguration(request, args);
  } catch (error) {
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ code: "badConfiguration", audience: "user" });
    return (error as Error).message;
  }
  throw new Error("It was accepted.");
}

describe("a configuration", () => {
  test("has defaults", () => {
    expect(launch({}, "linux")).toEqual({
      configuration: {
        request: "launch",
        engine: "gdb",
        console: "internalConsole",
        stopOnEntry: false,
        noDebug: false,
        launch: { program: "/prog", args: [], cwd: undefined, env: undefined },
        symbolPath: undefined,
        visualizerFile: [],
        sourcePath: undefined,
      },
      warnings: [],
    });
  });

  for (const [platform, args, engine] of [
    ["linux", {}, "gdb"],
    ["darwin", {}, "gdb"],
    ["win32", {}, "dbgeng"],
    ["linux", { dbgengPath: "/dbgeng" }, "dbgeng"],
    ["linux", { dbgengPath: "/dbgeng", engine: "gdb" }, "gdb"],
    ["win32", { engine: "gdb" }, "gdb"],
  ] as const) {
    test(`on ${platform} with ${JSON.stringify(args)} uses ${engine}`, () => {
      expect(launch(args, platform).configuration.engine).toBe(engine);
    });
  }

  test("keeps arguments as they are, a list or a text", () => {
    expect(launch({ args: ["a b", ""] }).configuration.launch?.args).toEqual(["a b", ""]);
    expect(launch({ args: "a 'b c'" }).configuration.launch?.args).toBe("a 'b c'");
  });

  test("takes null for absent, except in env", () => {
    const { configuration } = launch({ cwd: null, args: null, env: { A: null } });
    expect(configuration.launch).toMatchObject({ cwd: undefined, args: [], env: { A: null } });
  });

  test("takes relative local folders from the adapter's own, symbol servers as they are", () => {
    const { configuration } = launch({
      symbolPath: ["symbols", "srv*c:\\cache*https://example.invalid"],
      sourcePath: ["src"],
    });
    expect(configuration.symbolPath).toEqual([
      resolve("symbols"),
      "srv*c:\\cache*https://example.invalid",
    ]);
    expect(configuration.sourcePath).toEqual([resolve("src")]);
  });

  test("takes a process id as number or text", () => {
    for (const processId of [4711, "4711"]) {
      const { configuration } = readConfiguration("attach", { processId });
      expect(configuration.process).toEqual({ id: 4711 });
    }
  });

  test("knows a wording for every key", () => {
    for (const schema of [
      ...Object.values(launchSchema.shape),
      ...Object.values(attachSchema.shape),
    ]) {
      const field = describedField(schema);
      expect(wordings.get(field)).toBeDefined();
      expect(z.globalRegistry.get(field)?.description).toMatch(/\.\)?$/);
    }
  });
});

describe("a wrong value is one sentence", () => {
  const values: readonly ["launch" | "attach", Record<string, unknown>, string][] = [
    [
      "launch",
      {},
      `"program" is missing: add the path of a program on the process server's machine, e.g. "program": "/home/me/prog".`,
    ],
    [
      "launch",
      { program: "" },
      `"program" must be the path of a program on the process server's machine, but it is "": write e.g. "program": "/home/me/prog".`,
    ],
    [
      "launch",
      { program: "/p", args: [true] },
      `"args" must be a list of texts, or one text, but it is [true]: write e.g. "args": ["--fast", "input.txt"].`,
    ],
    [
      "launch",
      { program: "/p", stopOnEntry: "yes" },
      `"stopOnEntry" must be true or false, but it is "yes": write e.g. "stopOnEntry": true.`,
    ],
    [
      "launch",
      { program: "/p", engine: "lldb" },
      `"engine" must be "dbgeng" or "gdb", but it is "lldb": write e.g. "engine": "gdb".`,
    ],
    [
      "launch",
      { program: "/p", env: { SECRET: 42 } },
      `"env" must be an object of texts, or null to remove a variable, but it is a number at "SECRET": write e.g. "env": {"LANG": "C"}.`,
    ],
    [
      "launch",
      { program: "/p", processServer: "tcp:port=1" },
      `"processServer" cannot be used: 'tcp:port=1' has no server=: say which machine the process server is on, e.g. tcp:server=127.0.0.1,port=5005.`,
    ],
    [
      "launch",
      { program: "/p", processServer: "tcp:server=box,port=1", console: "externalTerminal" },
      `"console" is "externalTerminal", but the program runs on the machine of "processServer", where no terminal of the client can be: leave one of the two out.`,
    ],
    [
      "attach",
      { processId: -1 },
      `"processId" must be the id of a process, but it is -1: write e.g. "processId": 4711.`,
    ],
    [
      "attach",
      { processId: "prog" },
      `"processId" must be the id of a process, but it is "prog": write e.g. "processId": 4711.`,
    ],
    [
      "attach",
      { processId: 1, processName: "prog" },
      `"processId" (1) and "processName" ("prog") both say what to attach to: keep one of them.`,
    ],
    [
      "attach",
      { processId: 7, waitFor: true },
      `"waitFor" waits for a program by its name, but "processId" (7) names a process that is there: write "processName" instead, or leave "waitFor" out.`,
    ],
    [
      "attach",
      {},
      `The configuration does not say what to attach to: add "processId", e.g. "processId": 4711, or "processName", or "dumpFile" for a dump.`,
    ],
  ];
  for (const [request, args, sentence] of values) {
    test(`${request} ${JSON.stringify(args)}`, () => {
      expect(refusal(request, args)).toBe(sentence);
    });
  }

  test("that shows neither secrets nor novels", () => {
    const wrong = refusal("launch", {
      program: "/p",
      processServer: ["tcp:server=box,password=sesame,port=1"],
    });
    expect(wrong).not.toContain("sesame");
    expect(refusal("launch", { program: ["x".repeat(500)] }).length).toBeLessThan(300);
    expect(refusal("launch", { program: "/p", token: 4711 })).not.toContain("4711");
  });
});

describe("an unknown key", () => {
  test("is a warning with the nearest known name", () => {
    expect(launch({ stopOnEntri: true, quux: 1 }).warnings).toEqual([
      `"stopOnEntri" is ignored because nobody knows it: did you mean "stopOnEntry"?`,
      `"quux" is ignored because nobody knows it: remove it.`,
    ]);
  });

  test("of the other request is told apart", () => {
    expect(launch({ processId: 1 }).warnings).toEqual([
      `"processId" is ignored: only "attach" knows it.`,
    ]);
  });

  test("of a client passes in silence", () => {
    const { warnings } = launch({
      type: "process-server",
      request: "launch",
      name: "x",
      preLaunchTask: "build",
      postDebugTask: "clean",
      internalConsoleOptions: "neverOpen",
      presentation: {},
      debugServer: 4711,
      __sessionId: "1",
      __configurationTarget: 6,
    });
    expect(warnings).toEqual([]);
  });
});
