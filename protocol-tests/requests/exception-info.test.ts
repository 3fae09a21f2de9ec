import { describe, expect, test } from "./fixtures.ts";

describe("exceptionInfo", () => {
  test("describes the exception of a stop", async ({ talk }) => {
    await talk.run();
    talk.engine.exception = {
      id: "0xc0000005",
      description: "Access violation.",
      breakMode: "unhandled",
      code: "0xc0000005",
      name: "EXCEPTION_ACCESS_VIOLATION",
      address: 0x401000n,
      access: { kind: "write", address: 0n },
      nested: [{ id: "1", description: "The cause", breakMode: "always" }],
    };
    talk.engine.raise({
      type: "stopped",
      stop: { threadId: 7, reason: { kind: "exception", name: "AV" }, text: "It crashed." },
    });

    expect(await talk.dap.next("stopped")).toMatchObject({
      reason: "exception",
      text: "AV",
      description: "It crashed.",
    });
    expect(await talk.dap.request("exceptionInfo", { threadId: 7 })).toEqual({
      exceptionId: "0xc0000005",
      description: "Access violation.",
      breakMode: "unhandled",
      details: {
        message: "Access violation at 0x401000. It tried to write 0x0.",
        typeName: "EXCEPTION_ACCESS_VIOLATION",
        fullTypeName: "EXCEPTION_ACCESS_VIOLATION (0xc0000005)",
        innerException: [{ message: "The cause.", typeName: "1" }],
      },
    });
  });

  test("is refused where the last stop was no exception, and while running", async ({ talk }) => {
    await talk.stop();

    expect(await talk.dap.refused("exceptionInfo", { threadId: 7 })).toMatchObject({ id: 304 });
    await talk.dap.request("continue", { threadId: 7 });
    expect(await talk.dap.refused("exceptionInfo", { threadId: 7 })).toMatchObject({
      message: "notStopped",
    });
  });
});
