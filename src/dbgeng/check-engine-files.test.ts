import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkEngineFiles } from "./check-engine-files.ts";
import { imageWithVersion } from "./native/image-fixture.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "psdap-files-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each(["", "MZ", "MZ".padEnd(100, "\0")])("%j is no DLL", (content) => {
  for (const name of ["dbgeng.dll", "dbghelp.dll"]) writeFileSync(join(folder, name), content);
  expect(() => checkEngineFiles(folder)).toThrow(/dbgeng\.dll' cannot be used/);
});

test.each([
  [64, "x64"],
  [32, "ia32"],
] as const)("DLLs of %i bits are for %s", (bits, arch) => {
  for (const name of ["dbgeng.dll", "dbghelp.dll"]) {
    writeFileSync(join(folder, name), imageWithVersion(bits));
  }
  expect(checkEngineFiles(folder)).toBe(arch);
});

test("DLLs of both kinds do not match", () => {
  writeFileSync(join(folder, "dbgeng.dll"), imageWithVersion(64));
  writeFileSync(join(folder, "dbghelp.dll"), imageWithVersion(32));
  expect(() => checkEngineFiles(folder)).toThrow(
    `The DLLs in '${folder}' do not match: dbgeng.dll is for x64 and dbghelp.dll for x86; take both from the same Debugging Tools.`,
  );
});

test("names the DLL that is missing", () => {
  writeFileSync(join(folder, "dbgeng.dll"), imageWithVersion(64));
  rmSync(join(folder, "dbghelp.dll"), { force: true });
  expect(() => checkEngineFiles(folder)).toThrow(/has no dbghelp\.dll/);
});
