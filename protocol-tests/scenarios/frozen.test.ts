import { expectFate, expectServer, origins, sessionAt } from "../support/endings.ts";
import { describe, expect, test } from "../support/fixtures.ts";
import { expectSentence } from "../support/sentence.ts";
import type { Session } from "../support/session.ts";

const engines = /engine-host(?!.* serve\b)/;

/** Has the engine host stand still, as it does where a call of the engine never returns. */
function freezeEngine(session: Session): void {
  const hosts = session.adapter.helpers().filter(({ commandLine }) => engines.test(commandLine));
  if (hosts.length === 0) session.dap.fail("No process of the engine can be seen.");
  for (const { pid } of hosts) process.kill(pid, "SIGSTOP");
}

/** The session ends by itself and says why; nothing of it is left but, perhaps, the debuggee. */
async function expectEnd(session: Session, except?: string): Promise<void> {
  const { dap, adapter } = session;
  const { output } = await dap.next("output", ({ category }) => category === "important");
  expectSentence(output.trim(), /engine host .* was ended/);
  await dap.next("terminated");
  await dap.request("disconnect");
  dap.hangUp();
  await adapter.gone(except);
}

describe.concurrent("an engine that stands still", () => {
  test("is noticed though nobody asks it anything", async ({ stage, skip }) => {
    skip(stage.engine.kind !== "dbgeng" || process.platform === "win32", "freezes a dbgeng host");
    const session = await sessionAt(stage, "launched", "running", { embedded: true });

    freezeEngine(session);

    await expectEnd(session);
    await session.heartbeat.gone();
  });

  for (const origin of origins) {
    test(`is ended when a pause gets no answer (${origin})`, async ({ stage, skip }) => {
      skip(stage.engine.kind !== "dbgeng" || process.platform === "win32", "freezes a dbgeng host");
      const session = await sessionAt(stage, origin, "running");

      freezeEngine(session);
      const paused = session.dap.send("pause", { threadId: 0 });

      await expectEnd(session, session.heartbeat.file);
      await paused;
      await expectServer(stage, "lives");
      await expectFate(session, origin === "launched" ? "ended" : "runs on");
    });

    test(`does not keep 'terminate' from ending the session (${origin})`, async ({
      stage,
      skip,
    }) => {
      skip(stage.engine.kind !== "dbgeng" || process.platform === "win32", "freezes a dbgeng host");
      const embedded = origin === "launched";
      const session = await sessionAt(stage, origin, "running", { embedded });

      freezeEngine(session);
      await session.dap.request("terminate");

      const { output } = await session.dap.next("output", (said) => said.category === "important");
      expectSentence(output.trim(), /'kill'/);
      expect(session.dap.leftOver()).toContain("terminated");
      session.dap.hangUp();
      await session.adapter.gone(session.heartbeat.file);
      if (embedded) await session.heartbeat.gone();
    });
  }
});
