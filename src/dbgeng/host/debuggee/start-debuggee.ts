import { EngineError } from "../../../engine/errors.ts";
import type { HeldProcess, LaunchOptions } from "../../../engine/model.ts";
import type { ServerHandle } from "../../host-protocol.ts";
import {
  AttachFlag,
  CreateFlag,
  EngineCreateFlag,
  EngineOption,
  ProcessOption,
  Status,
} from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { HresultError } from "../../native/hresult-error.ts";
import { fileName } from "../code/source-file.ts";
import type { Commands } from "../console/commands.ts";
import { type Explanations, explained, optional } from "../errors.ts";
import { isError, readStopEvent } from "../run/stop-event.ts";
import { commandLine } from "./command-line.ts";
import { wakeUp } from "./left-suspended.ts";

/** One wait of the loop below; between two the thread does nothing else. */
const waitMs = 200;
const firstEventMs = 30_000;
/** How long another debugger's hold on a process may last after it was given up. */
const releaseMs = 600;
/** What the system answers meanwhile: Windows, and Wine. */
const busyCodes = ["0xd0000048", "0xd0000022"];

/**
 * Starts a program through a process server and holds it before any of its own code runs: the
 * engine must answer BREAK to the event that tells of the new process.
 * @param followChildren The engine tells of processes that it creates, too.
 * @throws {EngineError} `badInput` for a program or directory that cannot be used.
 */
export function startDebuggee(
  engine: EngineObjects,
  server: ServerHandle,
  options: LaunchOptions,
  followChildren = false,
): HeldProcess {
  const { program, args, cwd } = options;
  explained(launchFailures(options), () => {
    engine.client.createProcess(server, {
      commandLine: commandLine(program, args),
      createFlags: followChildren ? CreateFlag.DEBUG_PROCESS : CreateFlag.DEBUG_ONLY_THIS_PROCESS,
      engineCreateFlags: EngineCreateFlag.DEFAULT,
      initialDirectory: cwd,
    });
    waitForFirstEvent(engine, `'${program}' was started and reports nothing`);
  });
  return describe(engine, "launched", fileName(program));
}

/**
 * Attaches to a process through a process server and holds it. One that was left suspended is woken up.
 * @throws {EngineError} `notFound` for an unknown process, `refused` when it may not be debugged.
 */
export function attachDebuggee(
  engine: EngineObjects,
  commands: Pick<Commands, "run">,
  server: ServerHandle,
  processId: number,
): HeldProcess {
  engine.control.addEngineOptions(EngineOption.INITIAL_BREAK);
  try {
    explained(attachFailures(processId), () => attachPatiently(engine, server, processId));
    waitForBreakIn(engine, `Process ${processId} was attached to and does not stop`);
  } finally {
    engine.control.removeEngineOptions(EngineOption.INITIAL_BREAK);
  }
  wakeUp(engine, () => commands.run("~"));
  // From now on it survives an engine host that is killed.
  engine.client.addProcessOptions(ProcessOption.DETACH_ON_EXIT);
  return describe(engine, "attached", `process ${processId}`);
}

/** Attaches; a process that was let go a moment ago may take a little to be free again. */
function attachPatiently({ client }: EngineObjects, server: ServerHandle, processId: number): void {
  const end = Date.now() + releaseMs;
  for (;;) {
    try {
      client.attachProcess(server, processId, AttachFlag.DEFAULT);
      return;
    } catch (error) {
      const busy = error instanceof HresultError && busyCodes.includes(error.native ?? "");
      if (!busy || Date.now() > end) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs / 4);
    }
  }
}

/** Waits for the stop that an attach brings about. The process may raise exceptions before. */
function waitForBreakIn(engine: EngineObjects, problem: string): void {
  const end = Date.now() + firstEventMs;
  waitForFirstEvent(engine, problem, end);
  while (isError(readStopEvent(engine.control.lastEvent()))) {
    engine.control.setExecutionStatus(Status.GO_NOT_HANDLED);
    waitForFirstEvent(engine, problem, end);
  }
}

/** Waits until the engine holds what it was given. @param problem The beginning of a sentence. */
export function waitForFirstEvent(
  { control }: EngineObjects,
  problem: string,
  end = Date.now() + firstEventMs,
): void {
  while (!control.waitForEvent(waitMs)) {
    if (Date.now() < end) continue;
    throw new EngineError("native", `${problem} within ${firstEventMs / 1000} s.`);
  }
}

function describe(
  { systemObjects, control }: EngineObjects,
  origin: HeldProcess["origin"],
  fallbackName: string,
): HeldProcess {
  const name = optional(() => systemObjects.currentProcessExecutableName());
  return {
    processId: systemObjects.currentProcessSystemId(),
    name: name || fallbackName,
    pointerSize: control.isPointer64Bit() ? 8 : 4,
    origin,
  };
}

function launchFailures({ program, cwd }: LaunchOptions): Explanations {
  const rights = `'${program}' could not be started: the process server has no right to.`;
  return {
    "0x80070002": [
      "badInput",
      `'${program}' could not be started: there is no such file on the process server's machine; correct "program".`,
    ],
    "0x80070003": [
      "badInput",
      `'${program}' could not be started: its folder does not exist on the process server's machine; correct "program".`,
    ],
    "0x8007007b": ["badInput", `'${program}' could not be started: that is no valid path.`],
    "0x800700c1": [
      "badInput",
      `'${program}' could not be started: the file is no program that the process server's machine can run.`,
    ],
    "0x8007010b": [
      "badInput",
      `'${program}' could not be started in '${cwd}': there is no such folder on the process server's machine; correct "cwd".`,
    ],
    "0x80070005": ["refused", rights],
    "0xd0000022": ["refused", rights],
    "0x800702e4": [
      "refused",
      `'${program}' could not be started: it wants to run as administrator; start the process server as administrator.`,
    ],
  };
}

function attachFailures(processId: number): Explanations {
  const unknown = [
    "notFound",
    `Process ${processId} cannot be attached to: the process server's machine has no process with that id.`,
  ] as const;
  const debugged = [
    "refused",
    `Process ${processId} cannot be attached to: it is being debugged already, or the process server has no right to.`,
  ] as const;
  return {
    "0x80070057": unknown,
    "0xd000000b": unknown,
    "0xd0000048": debugged,
    "0xd0000022": debugged,
    "0x80070005": debugged,
    "0xd000010a": ["notFound", `Process ${processId} cannot be attached to: it is just ending.`],
    "0xd00000bb": [
      "unsupported",
      `Process ${processId} cannot be attached to: it runs on another kind of processor than the engine.`,
    ],
  };
}
