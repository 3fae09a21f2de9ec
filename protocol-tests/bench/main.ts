import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem, type } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { dbgengFolder } from "../support/availability.ts";
import { gdbTestEngine } from "../support/engines/gdb.ts";
import type { TestEngine } from "../support/engines/test-engine.ts";
import { windowsTestEngine } from "../support/engines/windows.ts";
import { wineTestEngine } from "../support/engines/wine.ts";
import { makeWineMachines, type WineRun } from "../support/wine-machines.ts";
import { dbgengGoals, dbgengTable } from "./dbgeng-goals.ts";
import { measureEngineHost } from "./dbgeng-host.ts";
import { measureThroughAdapter } from "./dbgeng-session.ts";
import { measureEndurance } from "./endurance.ts";
import { measurePeer } from "./peer-rounds.ts";
import { cdtPeer, firstLine, lldbPeer, ourPeer, type Peer } from "./peers.ts";
import { peerRows, tableOf } from "./table.ts";
import { Times } from "./times.ts";

const { values: options } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    only: { type: "string" },
    steps: { type: "string" },
  },
});
const rounds = Number(options.rounds);
/** When given, nothing but the memory over so many steps is measured. */
const steps = options.steps === undefined ? undefined : Number(options.steps);

function print(line = ""): void {
  process.stdout.write(`${line}\n`);
}

await machine();
if (options.only !== "gdb") await dbgeng();
if (options.only !== "dbgeng") await gdb();

async function machine(): Promise<void> {
  const [processor] = cpus();
  print(`${new Date().toISOString().slice(0, 10)}, ${processor?.model ?? "unknown processor"},`);
  print(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()},`);
  const what = steps === undefined ? `medians of ${rounds} rounds in ms` : `${steps} steps`;
  print(`Node ${process.version}, ${what}.`);
}

async function endurance(test: TestEngine, count: number): Promise<void> {
  if (process.platform !== "linux")
    return print("Memory over many steps is measured on Linux only.");
  print();
  print(`Memory over ${count} steps, ${test.kind}:`);
  print();
  await measureEndurance(test, count, print);
}

async function gdb(): Promise<void> {
  if (process.platform !== "linux") return print("gdb is measured on Linux only.");
  if (steps !== undefined) return endurance(gdbTestEngine, steps);
  const lldb = await lldbPeer();
  const peers: [Peer, ...Peer[]] = [await ourPeer(), await cdtPeer(), ...(lldb ? [lldb] : [])];
  if (lldb === undefined) print("lldb-dap and lldb-vscode are not installed.");
  const columns = peers.map((peer) => ({ name: peer.name, peer, times: new Times() }));
  const folder = mkdtempSync(join(tmpdir(), "psdap-bench-"));
  try {
    // Side by side, so that whatever else the machine does hits all of them.
    for (let round = 0; round < rounds; round++) {
      for (const { peer, times } of columns) await measurePeer(peer, times, folder);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print();
  print(
    `${await firstLine("gdb", ["--version"])}; ${await firstLine("gdbserver", ["--version"])};`,
  );
  print(`${peers.map(({ name, version }) => `${name} ${version}`).join("; ")}.`);
  print();
  const [ours, ...others] = columns;
  if (ours === undefined) return;
  const { lines, worst } = tableOf("gdb", peerRows, [ours, ...others]);
  for (const line of lines) print(line);
  print(`worst ratio ${worst.toFixed(2)}`);
}

async function dbgeng(): Promise<void> {
  const folder = dbgengFolder();
  if (folder === undefined) return print("dbgeng is not measured: set DBGENG_DIR.");
  let wine: WineRun | undefined;
  if (process.platform !== "win32") wine = await makeWineMachines();
  try {
    const test = wine ? wineTestEngine(folder, wine.machines) : windowsTestEngine(folder);
    if (steps !== undefined) return await endurance(test, steps);
    const [through, bare] = [new Times(), new Times()];
    for (let round = 0; round < rounds; round++) {
      const server = await test.startServer({});
      try {
        const { connectionString } = server;
        const adapter = () => measureThroughAdapter(test, connectionString, through);
        const host = () => measureEngineHost(test, connectionString, bare);
        // The first session that a server sees is slower, so it counts for neither.
        await measureEngineHost(test, connectionString, new Times());
        for (const measure of round % 2 === 0 ? [adapter, host] : [host, adapter]) await measure();
      } finally {
        process.kill(server.pid, "SIGKILL");
      }
    }
    print();
    for (const line of dbgengTable(through, bare)) print(line);
    print();
    for (const line of dbgengGoals(through, bare)) print(line);
  } finally {
    await wine?.remove();
  }
}
