import { connectServer } from "../../src/dbgeng/connect-server.ts";
import { HostProcess } from "../../src/dbgeng/host-process.ts";
import { hostProgram } from "../../src/dbgeng/host-program.ts";
import { expect, test } from "../support/fixtures.ts";

const steps = 200;

// What the engine has given out is seen by nobody but its host, so this one talks with the host.
test("an engine host gives back what the engine hands out at every stop", async ({
  stage,
  skip,
}) => {
  const { engine } = stage;
  skip(engine.kind !== "dbgeng", "gdb hands out no objects");
  const [{ file, source, line }, server] = [await stage.sample("counting"), await stage.server()];
  Object.assign(process.env, engine.environment);
  const program = await hostProgram({ dbgengPath: String(engine.configuration.dbgengPath) });
  const stops: ((threadId: number) => void)[] = [];
  const host = await HostProcess.start(program, (event) => {
    if (event.type === "stopped") stops.shift()?.(event.stop.threadId);
  });
  const stop = () => new Promise<number>((resolve) => stops.push(resolve));
  try {
    await host.call("setUp", {
      symbolPath: [],
      visualizerFiles: [],
      initCommands: [],
      underWine: program.underWine,
    });
    const connection = await connectServer(host, server.connectionString);
    const options = { program: engine.debuggeePath(file), args: ["1000"] };
    await host.call("launch", connection.use() as bigint, options);
    const path = engine.debuggeePath(source);
    await host.call("setSourceBreakpoints", path, [{ line: line("visit") }]);
    const entered = stop();
    await host.call("start", { stopAtEntry: false });
    const frame = { threadId: await entered, level: 0 };

    /** A step, and all that an editor asks for at the new stop. */
    const look = async () => {
      const stepped = stop();
      await host.call("step", frame.threadId, "over", "statement");
      await stepped;
      await host.call("stack", frame.threadId, { start: 0, count: 20 });
      const { locals } = await host.call("frameVariables", frame);
      for (const { children } of locals) if (children) await host.call("children", children, {});
      await host.call("evaluate", "calls + 1", frame);
      await expect(host.call("evaluate", "no such name", frame)).rejects.toThrow();
      await host.call("command", "r rip", frame);
    };
    await look();
    const before = await host.call("objectsInUse");

    for (let count = 0; count < steps; count++) await look();

    expect(await host.call("objectsInUse")).toBe(before);
    await host.call("kill");
    await connection.disconnect();
  } finally {
    await host.leave(5_000);
  }
});
