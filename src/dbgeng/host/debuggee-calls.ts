import { existsSync } from "node:fs";
import { win32 } from "node:path";
import { EngineError } from "../../engine/errors.ts";
import type { FrameId, HeldProcess } from "../../engine/model.ts";
import type {
  HostCalls,
  HostSetup,
  MotionCall,
  ProcessCalls,
  ServerHandle,
} from "../host-protocol.ts";
import { EndSession, Status } from "../native/constants.ts";
import { askForChildren } from "./debuggee/child-processes.ts";
import { changeEnvironment } from "./debuggee/debuggee-environment.ts";
import { detachDebuggee, killDebuggee, suspendDebuggee } from "./debuggee/end-debuggee.ts";
import { entryPoint } from "./debuggee/entry-point.ts";
import { openDump } from "./debuggee/open-dump.ts";
import { rescueDebuggee } from "./debuggee/rescue-debuggee.ts";
import { attachDebuggee, startDebuggee } from "./debuggee/start-debuggee.ts";
import { optional } from "./errors.ts";
import type { HostEngine } from "./host-engine.ts";
import { Journey } from "./run/journey.ts";
import { StepPlan, type StepView } from "./run/step-plan.ts";
import { reserveSimulationSlot } from "./run/wine-processor.ts";
import { loadVisualizers } from "./visualizers/load-visualizers.ts";

/** Carries out what the adapter asks of the debuggee. @param setup What the engine was told first. */
export function debuggeeCalls(
  host: HostEngine,
  setup: () => HostSetup,
): Pick<HostCalls, MotionCall> & ProcessCalls {
  const { execution, threads, scope, objects, targets } = host;

  /** Takes a debuggee that was just started or attached to. */
  const held = (server: ServerHandle, debuggee: HeldProcess): HeldProcess => {
    host.debuggee = { server, processId: debuggee.processId };
    host.followsChildren = setup().followChildren ?? false;
    execution.hold();
    host.exceptions.restore();
    const launched = debuggee.origin === "launched";
    if (launched && setup().underWine) optional(() => reserveSimulationSlot(objects));
    const injected = launched ? undefined : objects.systemObjects.eventThread();
    threads.refresh(injected);
    if (injected !== undefined) host.brokeIn(injected);
    host.breakpoints.bindPending();
    loadVisualizers(host, setup().visualizerFiles);
    for (const command of setup().initCommands) {
      host.raise({ type: "output", channel: "engine", text: host.commands.run(command) });
    }
    return debuggee;
  };

  /** A debuggee that cannot be held is not kept: launched ends, attached is detached. */
  const begin = <T>(origin: HeldProcess["origin"], work: () => T): T => {
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
        if (/^[a-z]:/i.test(folder) && existsSync(folder)) host.symbolSearch.addFolders([folder]);
        const debuggee = startDebuggee(objects, server, options, setup().followChildren);
        const { env = {} } = options;
        if (Object.keys(env).length > 0) changeEnvironment(objects, host.commands, env);
        return held(server, debuggee);
      }),
    attach: (server, processId) =>
      begin("attached", () => {
        const debuggee = attachDebuggee(objects, host.commands, server, processId);
        if (setup().followChildren) askForChildren(host);
        return held(server, debuggee);
      }),
    openDump: (dump) => openDump(host, setup(), dump),
    start({ stopAtEntry }) {
      execution.requireStopped();
      if (host.origin === "dump") return execution.tellDump();
      if (!stopAtEntry) return execution.go();
      if (host.origin === "attached") return execution.tellEntry();
      execution.go(Status.GO, Journey.toEntry(objects, entryPoint(host)));
    },
    resume(threadId) {
      execution.requireStopped();
      if (threadId === undefined) return execution.go();
      scope.selectThread(threadId);
      execution.go(undefined, Journey.alone(objects, objects.systemObjects.currentThreadId()));
    },
    step(threadId, kind, granularity, options = {}) {
      execution.requireStopped();
      const { alone = false, targetId } = options;
      const target = targetId === undefined ? undefined : targets.addressOf(targetId);
      stepThread(threadId, new StepPlan(kind, granularity, viewOf(threadId), target), alone);
    },
    goTo(threadId, targetId) {
      execution.requireStopped();
      const address = targets.addressOf(targetId);
      scope.selectThread(threadId);
      const index = objects.registers.indexByName(objects.control.isPointer64Bit() ? "rip" : "eip");
      const { type } = objects.registers.value(index);
      objects.registers.setValue(index, { type, integer: address });
      execution.moved(threadId);
    },
    interrupt(threadId) {
      host.symbolSearch.forgetInterrupt();
      const isThere = threadId !== undefined && threads.engineIdOf(threadId) !== undefined;
      // A pause is told of the thread that was selected last.
      if (isThere && execution.state === "running") threads.select(threadId);
      execution.pause();
    },
    command(text, frame) {
      execution.requireStopped();
      return runCommand(text, frame);
    },
    rescue: (connectionString, processId, places) =>
      rescueDebuggee(host, connectionString, processId, places),
    forgetChild: (processId) => void host.heldChildren.delete(processId),
    detach: () => detachDebuggee(host),
    suspend: () => suspendDebuggee(host),
    kill: () => killDebuggee(host),
  };

  /** What a step of a thread looks at. Makes the thread current. */
  function viewOf(threadId: number): StepView {
    scope.selectThread(threadId);
    threads.select(threadId);
    return {
      frames: (count) => objects.control.stackTrace(count),
      lineOf: (address) => host.lines.textOf(address),
      functionOf: (address) => host.lines.functionOf(address),
      behindPrologue: (address) => host.lines.behindPrologue(address),
    };
  }

  function stepThread(threadId: number, plan: StepPlan, alone: boolean): void {
    scope.selectThread(threadId);
    const first = plan.first();
    if (first === undefined) {
      throw new EngineError("refused", "The outermost function has no caller to step out to.");
    }
    const thread = objects.systemObjects.currentThreadId();
    const journey = Journey.step(objects, plan, thread, { alone });
    const motion = journey.move(first);
    if (motion !== undefined) execution.go(motion, journey);
  }

  /** Runs an engine command; one that sets the debuggee in motion is told as `resumed`. */
  function runCommand(text: string, frame: FrameId | undefined): string {
    scope.selectFrame(frame);
    const output = host.commands.run(text);
    // It may have loaded some.
    host.visualizers.forget();
    const status = objects.control.executionStatus();
    if (status === Status.NO_DEBUGGEE) host.exited(execution.slices.exitCode ?? 0);
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
