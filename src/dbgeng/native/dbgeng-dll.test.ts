import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadDbgeng } from "./dbgeng-dll.ts";

test("says which file is not there", () => {
  expect(() => loadDbgeng("C:\\no such folder")).toThrow(
    expect.objectContaining({
      failure: "missing",
      message: expect.stringMatching(/^'C:\\no such folder\\dbgeng\.dll' cannot be read: .*\.$/),
    }),
  );
});

// On Windows the path below would be found; here the name with a backslash is one file's name.
test.skipIf(process.platform === "win32")("says which file is no library", () => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "psdap-dll-"));
  try {
    process.chdir(folder);
    writeFileSync("x\\dbgeng.dll", "no library");
    expect(() => loadDbgeng("x")).toThrow(
      expect.objectContaining({
        failure: "missing",
        message: expect.stringMatching(/^'x\\dbgeng\.dll' cannot be loaded: .*\.$/),
      }),
    );
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
});
