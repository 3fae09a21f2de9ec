import { frame } from "../support/framing.ts";
import { describe, expect, test } from "./fixtures.ts";

const initialize = (seq: number) =>
  JSON.stringify({ seq, type: "request", command: "initialize", arguments: { adapterID: "x" } });

describe("messages", () => {
  test("an unknown request is answered", async ({ talk }) => {
    await talk.initialize();

    const refusal = await talk.dap.refused("makeCoffee", { sugar: true });

    expect(refusal).toEqual({
      id: 101,
      message: "This debug adapter does not know the request 'makeCoffee'.",
      format: "This debug adapter does not know the request 'makeCoffee'.",
      showUser: false,
    });
  });

  test("an argument of the wrong type is named", async ({ talk }) => {
    await talk.stop();

    const refusal = await talk.dap.refused("continue", { threadId: "seven" });

    expect(refusal).toMatchObject({ id: 102, showUser: false });
    expect(refusal.format).toContain("'threadId'");
  });

  test("a missing argument is named", async ({ talk }) => {
    await talk.stop();

    expect((await talk.dap.refused("stackTrace")).format).toContain("'threadId'");
  });

  test("arguments that are no object are refused", async ({ talk }) => {
    await talk.stop();

    for (const args of [[], "x", 7]) {
      expect(await talk.dap.refused("scopes", args)).toMatchObject({ id: 102 });
    }
  });

  test("a request without a command is answered", async ({ talk }) => {
    talk.dap.raw(frame('{"seq":91,"type":"request"}'));

    expect(await talk.dap.reply(91)).toMatchObject({ success: false });
  });

  test("malformed JSON is skipped and told", async ({ talk }) => {
    await talk.initialize();

    talk.dap.raw(frame('{"seq": 2, "type": "request'));
    talk.dap.raw(frame("null"));

    expect(await talk.dap.output("important", "no valid JSON")).toBeTruthy();
    await talk.dap.request("threads");
    talk.log.length = 0;
  });

  test("nothing is said about malformed JSON before initialize", async ({ talk }) => {
    talk.dap.raw(frame("{"));

    await talk.initialize();

    expect(talk.dap.transcript.filter((line) => line.startsWith("<- event"))).toEqual([]);
    talk.log.length = 0;
  });

  test("a header without a length ends the session cleanly", async ({ talk }) => {
    await talk.run();

    talk.dap.raw("Content-Length: many\r\n\r\n{}");

    await talk.session.finished.passed;
    expect(talk.engine.calls).toEqual(["kill", "disconnectProcessServer", "close"]);
    talk.dap.leftOver();
  });

  test("a length beyond all measure ends the session cleanly", async ({ talk }) => {
    await talk.initialize();

    talk.dap.raw("Content-Length: 99999999999999\r\n\r\n{}");

    await talk.session.finished.passed;
  });

  test("an endless header ends the session cleanly", async ({ talk }) => {
    talk.dap.raw("x".repeat(10_000));

    await talk.session.finished.passed;
  });

  test("bodies may be split anywhere, also inside a character", async ({ talk }) => {
    await talk.initialize();
    const command = "größe🍰";
    const bytes = frame(JSON.stringify({ seq: 90, type: "request", command }));
    for (const byte of bytes) talk.dap.raw(Buffer.from([byte]));

    expect((await talk.dap.reply(90)).command).toBe(command);
  });

  test("several bodies may come in one piece, with any spelling of the header", async ({
    talk,
  }) => {
    const body = initialize(80);
    talk.dap.raw(
      Buffer.concat([
        Buffer.from(`content-length:${body.length}\r\nX-Other: 1\r\n\r\n${body}`),
        frame('{"seq":81,"type":"request","command":"threads"}'),
        frame('{"seq":82,"type":"request","command":"threads","arguments":null}'),
      ]),
    );

    expect(await talk.dap.reply(80)).toMatchObject({ success: true });
    expect(await talk.dap.reply(81)).toMatchObject({ success: true });
    expect(await talk.dap.reply(82)).toMatchObject({ success: true });
  });

  test("numbering may start at 0", async ({ talk }) => {
    talk.dap.raw(frame(initialize(0)));

    expect(await talk.dap.reply(0)).toMatchObject({ success: true });
  });

  test("braces in a sentence are not taken for variables", async ({ talk }) => {
    await talk.stop();
    await talk.frameId();

    const refusal = await talk.dap.refused("evaluate", { expression: "{x}" });

    expect(refusal.format).toBe("'{x}' names nothing here.");
    expect(refusal.message).toBe("'{x}' names nothing here.");
  });

  test("a defect of the adapter is answered and logged", async ({ talk }) => {
    await talk.stop();
    talk.engine.failNext("resume", new TypeError("x is not a function"));

    const refusal = await talk.dap.refused("continue", { threadId: 7 });

    expect(refusal).toMatchObject({ id: 100, showUser: true });
    expect(refusal.format).not.toContain("function");
    expect(talk.log.splice(0).join()).toContain("x is not a function");
  });
});
