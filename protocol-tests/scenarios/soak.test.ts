import { readdirSync, readlinkSync } from "node:fs";
import { describe, expect, test } from "../support/fixtures.ts";

const rounds = Number(process.env.PSDAP_SOAK_ROUNDS ?? 10);

/** Open files and sockets of a process. */
function openFiles(pid: number): string[] {
  if (process.platform !== "linux") return [];
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).map((fd) => {
    try {
      return readlinkSync(`${folder}/${fd}`);
    } catch {
      return "closed meanwhile";
    }
  });
}

describe("session after session on one process server", () => {
  test(`${rounds} rounds leave nothing behind`, { timeout: rounds * 60_000 }, async ({ stage }) => {
    const server = await stage.server();
    const temporary = stage.subfolder("temporary");
    // Wine keeps the way to its server there, so it has to stay in one place.
    const elsewhere = { TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    const environment = stage.engine.environment.WINEPREFIX === undefined ? elsewhere : {};
    let before: string[] = [];
    for (let round = 0; round < rounds; round++) {
      const end = round % 2 === 0;
      const session = await stage.launch("loop", {
        dap: stage.dap(environment),
        at: ["in-work"],
        args: ["60"],
      });
      const frame = await session.stoppedIn("breakpoint");
      expect((await session.scope("Locals", frame.id)).has("doubled")).toBe(true);
      await session.disconnect({ terminateDebuggee: end });
      session.dap.leftOver();
      await session.adapter.gone();
      if (end) await session.heartbeat.gone();
      else await session.heartbeat.next();
      expect(server.alive).toBe(true);
      if (round === 1) before = openFiles(server.pid);
    }

    expect(readdirSync(temporary)).toEqual([]);
    // Debuggees that run on may be open in the server; connections may not.
    const after = openFiles(server.pid);
    expect(after.length, `${before}\n${after}`).toBeLessThanOrEqual(before.length + 2);
  });
});
