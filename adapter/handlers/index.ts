import type { Handler } from "../handler.ts";
import { attachHandler } from "./attach.ts";
import { configurationDoneHandler } from "./configuration-done.ts";
import { continueHandler } from "./continue.ts";
import { disconnectHandler } from "./disconnect.ts";
import { evaluateHandler } from "./evaluate.ts";
import { initializeHandler } from "./initialize.ts";
import { launchHandler } from "./launch.ts";
import { nextHandler } from "./next.ts";
import { pauseHandler } from "./pause.ts";
import { restartHandler } from "./restart.ts";
import { scopesHandler } from "./scopes.ts";
import { setBreakpointsHandler } from "./set-breakpoints.ts";
import { setExceptionBreakpointsHandler } from "./set-exception-breakpoints.ts";
import { stackTraceHandler } from "./stack-trace.ts";
import { stepInHandler } from "./step-in.ts";
import { stepOutHandler } from "./step-out.ts";
import { terminateHandler } from "./terminate.ts";
import { threadsHandler } from "./threads.ts";
import { variablesHandler } from "./variables.ts";

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
    setBreakpointsHandler,
    setExceptionBreakpointsHandler,
    continueHandler,
    nextHandler,
    stepInHandler,
    stepOutHandler,
    pauseHandler,
    threadsHandler,
    stackTraceHandler,
    scopesHandler,
    variablesHandler,
    evaluateHandler,
  ].map((handler) => [handler.command, handler as Handler]),
);
