import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readNamedPipe } from "./named-pipe.ts";
import { OutputChannel } from "./output-channel.ts";

test("a flush tells everything that was written before it, and never the mark", async () => {
  const folder = mkdtempSync(join(tmpdir(), "psdap-"));
  const pipe = join(folder, "pipe");
  execFileSync("mkfifo", [pipe]);
  let text = "";
  const channel = new OutputChannel(pipe, readNamedPipe(pipe), (part) => {
    text += part;
  });
  try {
    const writer = await open(pipe, "a");
    const expected = Array.from({ length: 2000 }, (_, index) => `line ${index} €\n`).join("");
    const written = writer.write(expected);
    await written;
    await channel.flush();
    expect(text).toBe(expected);
    await writer.close();
  } finally {
    channel.close();
    rmSync(folder, { recursive: true });
  }
});
