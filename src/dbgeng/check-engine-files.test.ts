import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkEngineFiles } from "./check-engine-files.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "psdap-files-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["", "MZ", "MZ".padEnd(100, "\0")])("%j is no DLL", (content) => {
  for (const name of ["dbgeng.dll", "dbghelp.dll"]) writeFileSync(join(folder, name), content);
  expect(() => checkEngineFiles(folder)).toThrow(/dbgeng\.dll' cannot be used/);
});
