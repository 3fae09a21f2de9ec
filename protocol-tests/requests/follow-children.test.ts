import { eventually } from "../support/eventually.ts";
import { address, describe, expect, test } from "./fixtures.ts";

describe("followChildren", () => {
  test("has a session started for every child process when asked to", async ({ talk }) => {
    const asked: unknown[] = [];
    talk.dap.onReverse("startDebugging", (args) => {
      asked.push(args);
      return {};
    });
    const client = { supportsStartDebuggingRequest: true };
    const sourceFileMap = { "/build": "/home/me" };

    await talk.run({ processServer: undefined, followChildren: true, sourceFileMap }, { client });
    talk.engine.raise({ type: "childStarted", processId: 99 });
    await eventually("the request", () => asked.length > 0);

    expect(asked).toEqual([
      {
        request: "attach",
        configuration: { processId: 99, followChildren: true, engine: "gdb", sourceFileMap },
      },
    ]);
  });

  test("says when no session was started for a child process", async ({ talk }) => {
    talk.dap.onReverse("startDebugging", async () => {
      throw new Error("Not today.");
    });
    const client = { supportsStartDebuggingRequest: true };
    await talk.run({ processServer: undefined, followChildren: true }, { client });

    talk.engine.raise({ type: "childStarted", processId: 99 });

    expect(await talk.dap.output("console", "99")).toBe(
      "The child process 99 runs without a session: Not today.\n",
    );
    expect(talk.engine.calls.at(-1)).toBe("settleChild 99 false");
  });

  test("leaves child processes alone when not asked to follow them", async ({ talk }) => {
    await talk.run(
      { processServer: undefined },
      { client: { supportsStartDebuggingRequest: true } },
    );

    talk.engine.raise({ type: "childStarted", processId: 99 });
    await talk.dap.request("threads");

    expect(talk.dap.transcript.join("\n")).not.toContain("startDebugging");
  });

  test("says why it cannot follow child processes", async ({ talk }) => {
    const launch = { program: "/prog", followChildren: true };
    await talk.initialize();
    expect((await talk.dap.refused("launch", launch)).format).toContain("this client cannot");
  });

  test("cannot follow child processes on a server that is busy", async ({ talk }) => {
    const launch = { program: "/prog", followChildren: true, processServer: address };
    await talk.initialize({ supportsStartDebuggingRequest: true });
    expect((await talk.dap.refused("launch", launch)).format).toContain('"processServer" is busy');
  });
});
