import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Message } from "vscode-jsonrpc/node";
import { linkOver, readerOf, writerTo } from "./link.ts";

let near: Socket;
let far: Socket;

beforeEach(async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as { port: number };
  near = connect(address.port, "127.0.0.1");
  [far] = (await once(server, "connection")) as [Socket];
  server.close();
});

afterEach(() => {
  near.destroy();
  far.destroy();
});

const note = (text: string) => ({ jsonrpc: "2.0", method: "note", params: [text] });

/** The first so many messages that arrive. */
function received(count: number): Promise<Message[]> {
  const messages: Message[] = [];
  return new Promise((resolve) => {
    readerOf(far).listen((message) => {
      messages.push(message);
      if (messages.length === count) resolve(messages);
    });
  });
}

test("messages arrive whole and in order, however long", async () => {
  const arrived = received(3);
  const sent = [note("x".repeat(3_000_000)), note("two\nlines, ä"), note("")];
  const writer = writerTo(near);
  for (const message of sent) void writer.write(message);
  expect(await arrived).toEqual(sent);
});

test("messages are told apart wherever the packets end", async () => {
  const arrived = received(2);
  const bytes = Buffer.from(`${JSON.stringify(note("ä"))}\n${JSON.stringify(note("b"))}\n`);
  for (const byte of bytes) {
    near.write(Buffer.of(byte));
    await new Promise(setImmediate);
  }
  expect(await arrived).toEqual([note("ä"), note("b")]);
});

test("a request that is under way fails when the other end hangs up", async () => {
  const link = linkOver(near);
  link.onError(() => {});
  const closed = new Promise<void>((resolve) => link.onClose(resolve));
  link.listen();
  const asked = link.sendRequest("question").catch((error: Error) => error.message);
  far.destroy();
  await closed;
  link.dispose();
  expect(await asked).toMatch(/disposed|closed/i);
});
