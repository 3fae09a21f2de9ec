import type { Handler } from "../requests/handler.ts";
import { attachHandler } from "./attach.ts";
import { breakpointLocationsHandler } from "./breakpoint-locations.ts";
import { cancelHandler } from "./cancel.ts";
import { completionsHandler } from "./completions.ts";
import { configurationDoneHandler } from "./configuration-done.ts";
import { continueHandler } from "./continue.ts";
import { dataBreakpointInfoHandler } from "./data-breakpoint-info.ts";
import { disassembleHandler } from "./disassemble.ts";
import { disconnectHandler } from "./disconnect.ts";
import { evaluateHandler } from "./evaluate.ts";
import { exceptionInfoHandler } from "./exception-info.ts";
import { gotoHandler } from "./goto.ts";
import { gotoTargetsHandler } from "./goto-targets.ts";
import { initializeHandler } from "./initialize.ts";
import { launchHandler } from "./launch.ts";
import { loadedSourcesHandler } from "./loaded-sources.ts";
import { locationsHandler } from "./locations.ts";
import { modulesHandler } from "./modules.ts";
import { nextHandler } from "./next.ts";
import { pauseHandler } from "./pause.ts";
import { readMemoryHandler } from "./read-memory.ts";
import { restartHandler } from "./restart.ts";
import { scopesHandler } from "./scopes.ts";
import { setBreakpointsHandler } from "./set-breakpoints.ts";
import { setDataBreakpointsHandler } from "./set-data-breakpoints.ts";
import { setExceptionBreakpointsHandler } from "./set-exception-breakpoints.ts";
import { setExpressionHandler } from "./set-expression.ts";
import { setFunctionBreakpointsHandler } from "./set-function-breakpoints.ts";
import { setInstructionBreakpointsHandler } from "./set-instruction-breakpoints.ts";
import { setVariableHandler } from "./set-variable.ts";
import { sourceHandler } from "./source.ts";
import { stackTraceHandler } from "./stack-trace.ts";
import { stepInHandler } from "./step-in.ts";
import { stepInTargetsHandler } from "./step-in-targets.ts";
import { stepOutHandler } from "./step-out.ts";
import { terminateHandler } from "./terminate.ts";
import { threadsHandler } from "./threads.ts";
import { variablesHandler } from "./variables.ts";
import { writeMemoryHandler } from "./write-memory.ts";

/** All handlers by their command, in the order of the protocol. */
export const handlers: ReadonlyMap<string, Handler> = new Map(
  [
    initializeHandler,
    launchHandler,
    attachHandler,
    configurationDoneHandler,
    restartHandler,
    disconnectHandler,
    terminateHandler,
    cancelHandler,
    setBreakpointsHandler,
    setFunctionBreakpointsHandler,
    setInstructionBreakpointsHandler,
    dataBreakpointInfoHandler,
    setDataBreakpointsHandler,
    setExceptionBreakpointsHandler,
    breakpointLocationsHandler,
    continueHandler,
    nextHandler,
    stepInTargetsHandler,
    stepInHandler,
    stepOutHandler,
    gotoTargetsHandler,
    gotoHandler,
    pauseHandler,
    threadsHandler,
    stackTraceHandler,
    scopesHandler,
    variablesHandler,
    setVariableHandler,
    setExpressionHandler,
    evaluateHandler,
    locationsHandler,
    completionsHandler,
    exceptionInfoHandler,
    modulesHandler,
    loadedSourcesHandler,
    sourceHandler,
    readMemoryHandler,
    writeMemoryHandler,
    disassembleHandler,
  ].map((handler) => [handler.command, handler as Handler]),
);
