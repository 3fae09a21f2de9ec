import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { Client } from "./client.ts";
import { frame } from "./framing.ts";

/** A client, and the adapter's side of its streams. */
function pair(patienceMs = 5000) {
  const toClient = new PassThrough();
  const client = new Client(toClient, new PassThrough(), { patienceMs });
  let seq = 0;
  const say = (message: object) =>
    void toClient.write(frame(JSON.stringify({ seq: ++seq, ...message })));
  const event = (name: string, body?: object) => say({ type: "event", event: name, body });
  const reply = (request_seq: number, command: string, more: object = {}) =>
    say({ type: "response", request_seq, command, success: true, ...more });
  return { client, toClient, say, event, reply };
}

/** The same after `initialize`. */
async function initialized(patienceMs?: number, about: object = {}) {
  const all = pair(patienceMs);
  const done = all.client.request("initialize", { adapterID: "test", ...about });
  all.reply(1, "initialize");
  await done;
  return all;
}

test("an event that came before anybody waited is not lost", async () => {
  const { client, event } = await initialized();
  event("output", { category: "stdout", output: "one" });
  event("initialized");

  await client.next("initialized");
  expect(await client.output("stdout", "one")).toBe("one");
  client.expectQuiet();
});

test("another steering event than the expected one fails, with the conversation", async () => {
  const { client, event } = await initialized();
  event("continued", { threadId: 1 });

  await expect(client.next("stopped")).rejects.toThrow(
    /Expected event 'stopped', got 'continued'.*-> initialize.*<- reply initialize/s,
  );
});

test("a steering event that nobody expected fails at the end", async () => {
  const { client, event } = await initialized();
  event("stopped", { reason: "step" });
  event("output", { output: "after it" });
  await client.next("output");

  expect(() => client.expectQuiet()).toThrow("Nobody expected these events: stopped.");
});

test("the end of the stream wakes every wait", async () => {
  const { client, toClient } = await initialized(60_000);
  const waits = [client.next("stopped"), client.request("threads"), client.next("output")];

  toClient.end();

  for (const wait of waits) await expect(wait).rejects.toThrow("hung up");
});

test("silence fails after the patience", async () => {
  const { client } = await initialized(20);

  await expect(client.next("stopped")).rejects.toThrow("did not come within 20 ms");
});

const offences: Record<string, (adapter: ReturnType<typeof pair>) => void> = {
  "expected 2": ({ toClient }) =>
    void toClient.write(frame(JSON.stringify({ seq: 7, type: "event", event: "output" }))),
  "answered twice": ({ reply }) => reply(1, "initialize"),
  "without a message": ({ reply }) => reply(2, "threads", { success: false }),
  "calls itself": ({ reply }) => reply(2, "stackTrace"),
  "'terminated' came twice": ({ event }) => {
    event("terminated");
    event("terminated");
  },
  "'exited' came after 'terminated'": ({ event }) => {
    event("terminated");
    event("exited", { exitCode: 0 });
  },
  "after the disconnect response": ({ client, reply, event }) => {
    void client.send("disconnect");
    reply(3, "disconnect");
    event("output", { output: "late" });
  },
  "'memory' came although": ({ event }) =>
    event("memory", { memoryReference: "0x1", offset: 0, count: 1 }),
  "'invalidated' came although": ({ event }) => event("invalidated", {}),
  "'progressStart' came although": ({ event }) =>
    event("progressStart", { progressId: "1", title: "x" }),
  "'runInTerminal' came although": ({ say }) =>
    say({ type: "request", command: "runInTerminal", arguments: { cwd: "/", args: ["x"] } }),
  "'type' came although": ({ client, reply }) => {
    void client.send("evaluate", { expression: "x" });
    reply(3, "evaluate", { body: { result: "1", variablesReference: 0, type: "int" } });
  },
  "2147483648 is no reference": ({ client, reply }) => {
    void client.send("evaluate", { expression: "x" });
    reply(3, "evaluate", { body: { result: "1", variablesReference: 2 ** 31 } });
  },
  "a position that it must not have": ({ client, reply }) => {
    void client.send("stackTrace", { threadId: 1 });
    reply(3, "stackTrace", { body: { stackFrames: [{ id: 1, name: "f", line: 1, column: 0 }] } });
  },
  "an ANSI sequence": ({ event }) => event("output", { output: "\u001b[1mbold" }),
  "no DAP stream": ({ toClient }) => void toClient.write("hello from the debuggee\n"),
};
for (const [rule, offend] of Object.entries(offences)) {
  test(`a broken rule is noticed: ${rule}`, async () => {
    const all = await initialized();
    void all.client.send("threads");

    offend(all);

    await expect(all.client.next("stopped")).rejects.toThrow(rule);
    expect(() => all.client.expectQuiet()).toThrow();
  });
}

test("an event before the initialize response is noticed", async () => {
  const { client, event } = pair();
  void client.send("initialize");
  event("initialized");

  await expect(client.next("initialized")).rejects.toThrow("before the initialize response");
});

const progressing: Record<string, readonly string[]> = {
  "began twice": ["Start", "Start"],
  "is not there": ["Start", "End", "End"],
  "never ended": ["Start", "Update"],
};
for (const [rule, events] of Object.entries(progressing)) {
  test(`a broken rule of progress is noticed: it ${rule}`, async () => {
    const all = await initialized(undefined, { supportsProgressReporting: true });
    void all.client.send("disconnect");

    for (const name of events) {
      const title = name === "Start" ? { title: "x" } : {};
      all.event(`progress${name}`, { progressId: "1", ...title });
    }
    all.reply(2, "disconnect");

    await expect(all.client.next("stopped")).rejects.toThrow(rule);
  });
}
