import { readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { EmbeddedServer } from "./embedded-server.ts";

const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("psdap-server-"));

test("the debuggee's terminal passes lines unchanged, and nothing is left behind", async () => {
  const before = folders();
  let text = "";
  const server = await EmbeddedServer.start({}, {}, (channel, part) => {
    text += `${channel}: ${part}`;
  });
  const [own = ""] = folders().filter((name) => !before.includes(name));
  server.launched(process.pid);
  server.released(process.pid);
  writeFileSync(join(tmpdir(), own, "output"), "one\r\ntwo\n");
  await server.ended(process.pid);
  expect(text).toBe("stdout: one\r\ntwo\n");
  server.leave();
  while (folders().includes(own)) await delay(20);
});
