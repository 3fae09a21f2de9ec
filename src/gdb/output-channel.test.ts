import { mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { OutputChannel } from "./output-channel.ts";
import { openNamedPipe, openPseudoTerminal } from "./output-places.ts";

test("a flush tells everything that was written before it, and never the mark", async () => {
  const folder = mkdtempSync(join(tmpdir(), "psdap-"));
  const place = openNamedPipe(join(folder, "pipe"));
  try {
    let text = "";
    const channel = new OutputChannel(place, (part) => {
      text += part;
    });
    const writer = await open(place.path, "a");
    const expected = Array.from({ length: 2000 }, (_, index) => `line ${index} €\n`).join("");
    const written = writer.write(expected);
    await written;
    await channel.flush();
    expect(text).toBe(expected);
    await writer.close();
  } finally {
    place.stream.destroy();
    rmSync(folder, { recursive: true });
  }
});

test("a pseudo terminal passes lines unchanged", async () => {
  const place = await openPseudoTerminal();
  if (place === undefined) return;
  let text = "";
  const channel = new OutputChannel(place, (part) => {
    text += part;
  });
  const writer = await open(place.path, "a");
  await writer.write("one\r\ntwo\n");
  await writer.close();
  await channel.flush();
  expect(text).toBe("one\r\ntwo\n");
  place.stream.destroy();
});
