import { describe, expect, test } from "vitest";
import { engineOf, readCommandLine, required } from "./options.ts";
import { UsageError } from "./usage-error.ts";

describe("the command line", () => {
  test("without words is the adapter itself", () => {
    expect(readCommandLine([])).toEqual({ command: "" });
    expect(readCommandLine(["--listen", "0"])).toEqual({ command: "", listen: "0" });
  });

  test("has a command and its options", () => {
    expect(readCommandLine(["ps", "--processServer", "tcp:server=a,port=1", "--json"])).toEqual({
      command: "ps",
      processServer: "tcp:server=a,port=1",
      json: true,
    });
  });

  for (const args of [
    ["brew"],
    ["ps", "more"],
    ["ps", "--listen", "0"],
    ["--transport", "tcp:port=1"],
    ["--listen"],
    ["--unknown"],
    ["doctor", "--json"],
  ]) {
    test(`makes no sense as ${args.join(" ")}`, () => {
      expect(() => readCommandLine(args)).toThrow(UsageError);
      expect(() => readCommandLine(args)).toThrow(/: see psdap --help\.$/);
    });
  }

  test("chooses the engine like a configuration does", () => {
    const kind = (args: string[], platform: NodeJS.Platform) =>
      engineOf(readCommandLine(["ps", ...args]), platform).kind;

    expect(kind([], "linux")).toBe("gdb");
    expect(kind([], "win32")).toBe("dbgeng");
    expect(kind(["--dbgengPath", "/d"], "linux")).toBe("dbgeng");
    expect(kind(["--engine", "gdb"], "win32")).toBe("gdb");
    expect(() => kind(["--engine", "lldb"], "linux")).toThrow(UsageError);
  });

  test("names the option that is missing", () => {
    expect(() => required(readCommandLine(["serve"]), "transport")).toThrow(
      "psdap serve needs --transport, e.g. --transport tcp:port=5005.",
    );
  });
});
