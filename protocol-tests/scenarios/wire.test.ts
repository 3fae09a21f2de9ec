import { describe, expect, test } from "../support/fixtures.ts";
import { frame } from "../support/framing.ts";
import { expectSentence } from "../support/sentence.ts";
import { vsCode } from "../support/session.ts";

describe.concurrent("the wire", () => {
  test("an unknown request is answered", async ({ stage }) => {
    const { client, adapter } = stage.dap();
    await client.request("initialize", vsCode);

    const refusal = await client.refused("makeCoffee", { sugar: 2 });

    expect(refusal.showUser).toBe(false);
    expectSentence(refusal.format, "makeCoffee");
    client.hangUp();
    await adapter.gone();
  });

  test("wrong arguments are answered with what is wrong", async ({ stage }) => {
    const session = await stage.launch("loop", { at: ["in-work"] });
    const { threadId } = await session.stopped("breakpoint");
    const { dap } = session;

    expectSentence((await dap.refused("continue", { threadId: "seven" })).format, "threadId");
    expectSentence((await dap.refused("stackTrace", {})).format, "threadId");
    expectSentence((await dap.refused("scopes")).format);
    expectSentence((await dap.refused("variables", { variablesReference: -1.5 })).format);
    expectSentence((await dap.refused("setBreakpoints", { breakpoints: [] })).format, "source");
    expectSentence((await dap.refused("evaluate", {})).format, "expression");
    expectSentence((await dap.refused("stackTrace", { threadId, startFrame: -1 })).format);

    expect((await session.top()).line).toBe(session.line("in-work"));
    await session.disconnect();
  });

  test("requests of the wrong phase are refused", async ({ stage }) => {
    const { client, adapter } = stage.dap();

    await client.refused("threads");
    await client.refused("launch", { program: "/bin/true" });
    await client.request("initialize", vsCode);
    await client.refused("initialize", vsCode);
    await client.refused("continue", { threadId: 1 });
    await client.refused("stackTrace", { threadId: 1 });
    await client.refused("restart");

    await client.request("disconnect");
    client.hangUp();
    await adapter.gone();
  });

  test("a second launch is refused", async ({ stage }) => {
    const session = await stage.launch("loop");
    await session.heartbeat.next();

    await session.dap.refused("launch", {
      ...stage.engine.configuration,
      program: stage.engine.debuggeePath(session.sample.file),
    });
    await session.dap.refused("attach", { ...stage.engine.configuration, processId: 1 });

    await session.heartbeat.next();
    await session.disconnect();
  });

  test("messages may be cut and joined anywhere", async ({ stage }) => {
    const { client, adapter } = stage.dap();
    const bytes = Buffer.concat([
      frame(JSON.stringify({ seq: 1, type: "request", command: "initialize", arguments: vsCode })),
      frame(
        JSON.stringify({ seq: 2, type: "request", command: "größe", arguments: { text: "中😀" } }),
      ),
      frame(JSON.stringify({ seq: 3, type: "request", command: "disconnect" })),
    ]);
    for (const byte of bytes.subarray(0, 300)) client.raw(Buffer.from([byte]));
    client.raw(bytes.subarray(300));

    expect((await client.reply(1)).success).toBe(true);
    const unknown = await client.reply(2);
    expect(unknown).toMatchObject({ success: false, command: "größe" });
    expect((await client.reply(3)).success).toBe(true);
    client.hangUp();
    await adapter.gone();
  });

  const malformed: Record<string, Buffer | string> = {
    "text that is no JSON": frame("{not json"),
    "a JSON value that is no message": frame("[1, 2, 3]"),
    "a request without a command": frame(JSON.stringify({ seq: 99, type: "request" })),
    "a message of no known type": frame(JSON.stringify({ seq: 99, type: "wish" })),
    "a header without a length": "Content-Size: 5\r\n\r\nhello",
    "a length that is no number": "Content-Length: many\r\n\r\nhello",
    "bytes that are no UTF-8": Buffer.concat([
      Buffer.from("Content-Length: 4\r\n\r\n"),
      Buffer.from([0xff, 0xfe, 0x80, 0x81]),
    ]),
  };
  for (const [name, bytes] of Object.entries(malformed)) {
    test(`${name} is answered or ends the session, and hurts nobody`, async ({ stage }) => {
      const session = await stage.attach("loop", { at: ["end"] });
      await session.heartbeat.next();

      session.dap.raw(bytes);
      session.dap.hangUp();

      await session.adapter.gone();
      expect((await session.adapter.ended).signal).toBeNull();
      session.dap.leftOver();
      await session.heartbeat.unharmed(await stage.cleanCode("loop"));
    });
  }

  test("a session without any request ends with its input", async ({ stage }) => {
    const { client, adapter } = stage.dap();

    client.hangUp();

    await client.end();
    expect((await adapter.ended).code).toBe(0);
  });

  test("paths are URIs for a client that wants them", async ({ stage }) => {
    const sample = await stage.sample("steps");
    const session = await stage.launch("steps", {
      client: { pathFormat: "uri" },
      configure: async (dap) => {
        const { breakpoints } = await dap.request("setBreakpoints", {
          source: { path: `file://${sample.source}` },
          breakpoints: [{ line: sample.line("second") }],
        });
        expect(breakpoints).toMatchObject([{ verified: true }]);
      },
    });

    const frame = await session.stoppedIn("breakpoint");

    expect(frame.source?.path).toMatch(/^file:\/\/.*steps\.c$/);
    await session.disconnect();
  });
});
