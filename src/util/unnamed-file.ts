import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Opens a temporary file for appending and reading, and removes its name at once: it lasts for as
 * long as somebody, such as a child process, has it open, and nothing of it can stay behind.
 */
export function openUnnamedFile(): number {
  const folder = mkdtempSync(join(tmpdir(), "psdap-"));
  try {
    return openSync(join(folder, "file"), "a+");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
