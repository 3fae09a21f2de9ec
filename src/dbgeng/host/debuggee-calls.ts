import { existsSync } from "node:fs";
import { win32 } from "node:path";
import { EngineError } from "../../engine/errors.ts";
import type { Debuggee, FrameId, StepGranularity, StepKind } from "../../engine/model.ts";
import type { HostCalls, HostSetup, ServerHandle } from "../host-protocol.ts";
import { EndSession, Status } from "../native/constants.ts";
import { changeEnvironment } from "./debuggee-environment.ts";
import { detachDebuggee, killDebuggee } from "./end-debuggee.ts";
import { entryPoint } from "./entry-point.ts";
import { optional } from "./errors.ts";
import type { HostEngine } from "./host-engine.ts";
import { Journey } from "./journey.ts";
import { rescueDebuggee } from "./rescue-debuggee.ts";
import { stackWindow } from "./stack.ts";
import { attachDebuggee, startDebuggee } from "./start-debuggee.ts";
import { StepPlan } from "./step-plan.ts";
import { reserveSimulationSlot } from "./wine-processor.ts";

/** The calls that concern the debuggee. */
export type DebuggeeCalls = Omit<
  HostCalls,
  | "setUp"
  | "connectProcessServer"
  | "disconnectProcessServer"
  | "endProcessServer"
  | "runningProcesses"
  | "startProcessServer"
  | "waitForProcessServerEnd"
  | "farewell"
>;

/** More frames than a step needs to find its own again. */
const stepDepth = 256;

/** Carries out what the adapter asks of the debuggee. @param setup What the engine was told first. */
export function debuggeeCalls(host: HostEngine, setup: () => HostSetup): DebuggeeCalls {
  const { execution, threads, scope, variables, objects } = host;

  /** Takes a debuggee that was just started or attached to. */
  const held = (server: ServerHandle, debuggee: Debuggee): Debuggee => {
    host.debuggee = { server, processId: debuggee.processId };
    execution.hold();
    const launched = debuggee.origin === "launched";
    if (launched && setup().underWine) optional(() => reserveSimulationSlot(objects));
    const injected = launched ? undefined : objects.systemObjects.eventThread();
    threads.refresh(injected);
    host.breakpoints.bindPending();
    for (const command of setup().initCommands) {
      host.raise({ type: "output", channel: "engine", text: host.commands.run(command) });
    }
    return debuggee;
  };

  /** A debuggee that cannot be held is not kept: launched ends, attached is detached. */
  const begin = <T>(origin: Debuggee["origin"], work: () => T): T => {
    if (execution.state !== "absent") {
      throw new EngineError("refused", "There is a debuggee already; end or detach it first.");
    }
    host.origin = origin;
    try {
      return work();
    } catch (error) {
      if (origin === "attached") optional(() => objects.client.detachProcesses());
      host.endSession(
        origin === "attached" ? EndSession.ACTIVE_DETACH : EndSession.ACTIVE_TERMINATE,
      );
      throw error;
    }
  };

  return {
    launch: (server, options) =>
      begin("launched", () => {
        const folder = win32.dirname(options.program);
        // Symbols mostly lie beside their program; over the network nobody knows how long it takes.
        if (/^[a-z]:/i.test(folder) && existsSync(folder)) host.addSymbolFolders([folder]);
        const debuggee = startDebuggee(objects, server, options);
        const { env = {} } = options;
        if (Object.keys(env).length > 0) changeEnvironment(objects, host.commands, env);
        return held(server, debuggee);
      }),
    attach: (server, processId) =>
      begin("attached", () => held(server, attachDebuggee(objects, server, processId))),
    start({ stopAtEntry }) {
      execution.requireStopped();
      if (!stopAtEntry) return execution.go();
      if (host.origin === "attached") {
        return execution.tellEntry();
      }
      execution.go(Status.GO, Journey.toEntry(objects, entryPoint(host)));
    },
    resume(threadId) {
      execution.requireStopped();
      if (threadId === null) return execution.go();
      scope.selectThread(threadId);
      execution.go(undefined, Journey.alone(objects, objects.systemObjects.currentThreadId()));
    },
    step(threadId, kind, granularity) {
      execution.requireStopped();
      stepThread(threadId, kind, granularity);
    },
    interrupt: () => execution.pause(),
    setSourceBreakpoints: (path, breakpoints) =>
      execution.whileStopped(() =>
        host.breakpoints.set(path, breakpoints, execution.state !== "absent"),
      ),
    stack(threadId, page) {
      execution.requireStopped();
      scope.selectThread(threadId);
      return stackWindow(objects.control, objects.symbols, page);
    },
    variables(frame, kind) {
      execution.requireStopped();
      return variables.list(frame, kind);
    },
    children(container, page) {
      execution.requireStopped();
      return variables.children(container, page);
    },
    evaluate(expression, frame) {
      execution.requireStopped();
      return variables.evaluate(expression, frame ?? undefined);
    },
    command(text, frame) {
      execution.requireStopped();
      return runCommand(text, frame ?? undefined);
    },
    rescue: (connectionString, processId, places) =>
      rescueDebuggee(host, connectionString, processId, places),
    detach: () => detachDebuggee(host),
    kill: () => killDebuggee(host),
  };

  function stepThread(threadId: number, kind: StepKind, granularity: StepGranularity): void {
    scope.selectThread(threadId);
    threads.select(threadId);
    const plan = new StepPlan(kind, granularity, {
      frames: () => objects.control.stackTrace(stepDepth),
      lineOf: (address) => host.lines.textOf(address),
      behindPrologue: (address) => host.lines.behindPrologue(address),
    });
    const first = plan.first();
    if (first === undefined) {
      throw new EngineError("refused", "The outermost function has no caller to step out to.");
    }
    const journey = Journey.step(objects, plan, objects.systemObjects.currentThreadId());
    const motion = journey.move(first);
    if (motion !== undefined) execution.go(motion, journey);
  }

  /** Runs an engine command; one that sets the debuggee in motion is told as `resumed`. */
  function runCommand(text: string, frame: FrameId | undefined): string {
    scope.selectFrame(frame);
    const output = host.commands.run(text);
    const status = objects.control.executionStatus();
    if (status === Status.NO_DEBUGGEE) host.exited(execution.exitCode ?? 0);
    else if (isMotion(status)) {
      execution.go(status);
      host.raise({ type: "resumed" });
    }
    return output;
  }
}

function isMotion(
  status: number,
): status is typeof Status.GO | typeof Status.STEP_OVER | typeof Status.STEP_INTO {
  return status === Status.GO || status === Status.STEP_OVER || status === Status.STEP_INTO;
}
