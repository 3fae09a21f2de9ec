import { rmSync } from "node:fs";
import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { endNow, isAlive } from "../../src/util/process-by-id.ts";
import { AdapterClient } from "./demo/adapter-client.ts";
import { type OwnServer, startOwnServer } from "./demo/own-server.ts";
import { compileShop, type Shop } from "./demo/shop.ts";
import { type CommandLine, engineOf } from "./options.ts";
import { print } from "./print.ts";

type Body<Message extends { body?: unknown }> = Message["body"];

/** What the story needs at every step. */
interface Stage {
  readonly shop: Shop;
  readonly server: OwnServer;
  /** Keys of the configuration that choose engine and server. */
  readonly configuration: Readonly<Record<string, unknown>>;
}

/**
 * Tells the story of two debug sessions of a sample program through one process server, and checks
 * what it tells.
 * @returns the exit code: 0 only if every promise was kept.
 */
export async function demo(line: CommandLine): Promise<number> {
  const { kind, options } = engineOf(line);
  const engineOptions = ["--engine", kind];
  for (const key of ["gdbPath", "dbgengPath", "winePath"] as const) {
    if (options[key] !== undefined) engineOptions.push(`--${key}`, options[key]);
  }
  tell(`A sample program, a shop, is compiled with debug information.`);
  const shop = compileShop(kind);
  let server: OwnServer | undefined;
  let debuggee: number | undefined;
  try {
    tell("A process server is started, as it would run on the machine of the program:");
    show("psdap serve --transport tcp:port=...");
    server = await startOwnServer(engineOptions, kind === "dbgeng");
    tell(`It listens at ${server.address}.`);
    const { dbgengPath, gdbPath, winePath } = options;
    const configuration = {
      engine: kind,
      processServer: server.connectionString,
      dbgengPath,
      gdbPath,
      winePath,
      ...(kind === "dbgeng" && { symbolPath: [shop.folder] }),
    };
    const stage: Stage = { shop, server, configuration };
    debuggee = await launchAndLeave(stage);
    await attachAndTerminate(stage, debuggee);
    debuggee = undefined;
    tell("Every promise was kept.");
    return 0;
  } catch (error) {
    print("");
    print(`The demonstration failed: ${(error as Error).message}`);
    return 1;
  } finally {
    if (debuggee !== undefined && kind === "gdb") endNow(debuggee);
    await server?.end();
    rmSync(shop.folder, { recursive: true, force: true });
  }
}

/** Launches the shop, looks around, and leaves it running. @returns its process id. */
async function launchAndLeave({ shop, server, configuration }: Stage): Promise<number> {
  tell("A first debug session launches the shop through the server, with a breakpoint:");
  const client = new AdapterClient(show);
  await client.request("initialize", { adapterID: "process-server" });
  const { program, source } = shop;
  const launched = client.request("launch", { ...configuration, program, args: ["0"] });
  // Awaited below; until then a refusal must not count as unhandled.
  launched.catch(() => {});
  await Promise.race([client.event("initialized"), launched]);
  const { breakpoints } = await client.request<Body<Dap.SetBreakpointsResponse>>("setBreakpoints", {
    source: { path: source },
    breakpoints: [{ line: shop.line("add") }],
  });
  promise(breakpoints[0]?.verified === true, "The breakpoint is in the program's code.");
  await client.request("configurationDone");
  await launched;
  const { systemProcessId = 0 } = await client.event<Body<Dap.ProcessEvent>>("process");
  const { threadId = 0 } = await client.event<Body<Dap.StoppedEvent>>("stopped");

  tell("The shop has stopped at the breakpoint. This is its stack:");
  const [top, caller] = await stackOf(client, threadId);
  promise(top?.line === shop.line("add"), "It stands where the breakpoint was set.");

  tell("These are the variables of the innermost function, and one of its caller:");
  await showVariables(client, top?.id ?? 0);
  const visits = await client.request<Body<Dap.EvaluateResponse>>("evaluate", {
    expression: "ada.visits",
    frameId: caller?.id,
    context: "watch",
  });
  show(`<-- ${visits.result}`);
  promise(visits.result === "1", "It is Ada's first visit.");

  tell("One step further:");
  await client.request("next", { threadId });
  await client.event("stopped");
  const [next] = await stackOf(client, threadId);
  promise(next !== undefined && next.line !== top?.line, "The step led to another line.");

  tell("The session ends with disconnect. The program and the server are to live on.");
  await client.request("disconnect", { terminateDebuggee: false });
  await client.leave();
  const found = (await server.processes()).some(({ id }) => id === systemProcessId);
  promise(found, `The server answers, and lists process ${systemProcessId}: both live.`);
  return systemProcessId;
}

/** Attaches to the shop and ends it together with the server. */
async function attachAndTerminate(
  { shop, server, configuration }: Stage,
  processId: number,
): Promise<void> {
  tell("A second debug session attaches to the running shop:");
  const client = new AdapterClient(show);
  await client.request("initialize", { adapterID: "process-server" });
  const attached = client.request("attach", { ...configuration, processId });
  attached.catch(() => {});
  await Promise.race([client.event("initialized"), attached]);
  await client.request("setBreakpoints", {
    source: { path: shop.source },
    breakpoints: [{ line: shop.line("pay") }],
  });
  await client.request("configurationDone");
  await attached;
  const { threadId = 0 } = await client.event<Body<Dap.StoppedEvent>>("stopped");
  const [top] = await stackOf(client, threadId);
  const visits = await client.request<Body<Dap.EvaluateResponse>>("evaluate", {
    expression: "ada.visits",
    frameId: top?.id,
    context: "watch",
  });
  show(`<-- ${visits.result}`);
  promise(Number(visits.result) > 0, "It is the same shop, some visits later.");

  tell("This session ends with terminate. The program and the server are to be gone.");
  await client.request("terminate");
  await client.event("exited");
  await client.event("terminated");
  await client.request("disconnect");
  await client.leave();
  promise(await server.ended(), `The server at ${server.address} is gone.`);
  if (configuration.engine === "gdb") {
    promise(!isAlive(processId), `Process ${processId} is gone.`);
  }
}

async function stackOf(client: AdapterClient, threadId: number): Promise<Dap.StackFrame[]> {
  const { stackFrames } = await client.request<Body<Dap.StackTraceResponse>>("stackTrace", {
    threadId,
  });
  for (const { name, line } of stackFrames.slice(0, 3)) show(`<-- ${name}, line ${line}`);
  return stackFrames;
}

async function showVariables(client: AdapterClient, frameId: number): Promise<void> {
  const { scopes } = await client.request<Body<Dap.ScopesResponse>>("scopes", { frameId });
  for (const { name: scope, variablesReference } of scopes) {
    const { variables } = await client.request<Body<Dap.VariablesResponse>>("variables", {
      variablesReference,
    });
    for (const { name, value } of variables) show(`<-- ${scope}: ${name} = ${value}`);
  }
}

/** Checks a promise and tells that it was kept. */
function promise(kept: boolean, sentence: string): void {
  if (!kept) throw new Error(`this should be true, and is not: ${sentence}`);
  print(`  ok: ${sentence}`);
}

function tell(sentence: string): void {
  print(`\n${sentence}`);
}

function show(line: string): void {
  const masked = line.replace(/password=[^,"]*/g, "password=***");
  print(`    ${masked.length > 150 ? `${masked.slice(0, 150)}...` : masked}`);
}
