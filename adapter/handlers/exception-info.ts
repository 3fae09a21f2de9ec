import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import * as z from "zod/mini";
import type { ExceptionInfo } from "../../src/engine/model.ts";
import { defineHandler } from "../requests/handler.ts";
import { referenceTo } from "../values/memory-reference.ts";

/** Describes the exception that a thread has stopped at. */
export const exceptionInfoHandler = defineHandler({
  command: "exceptionInfo",
  during: ["stopped"],
  provides: { supportsExceptionInfoRequest: true },
  looksOnly: true,
  args: () => z.object({ threadId: z.int() }),

  async run(session, { threadId }) {
    const exception = await session.activeRun.engine.exceptionInfo(threadId);
    return {
      exceptionId: exception.id,
      description: exception.description,
      breakMode: exception.breakMode,
      details: detailsOf(exception),
    };
  },
});

function detailsOf(exception: ExceptionInfo): Dap.ExceptionDetails {
  const { id, name = id, code, description, address, access, nested = [] } = exception;
  const where = address === undefined ? "" : ` at ${referenceTo(address)}`;
  const tried =
    access === undefined ? "" : ` It tried to ${access.kind} ${referenceTo(access.address)}.`;
  return {
    message: `${description.replace(/\.$/, "")}${where}.${tried}`,
    typeName: name,
    ...(code === undefined ? {} : { fullTypeName: name === code ? name : `${name} (${code})` }),
    ...(nested.length === 0 ? {} : { innerException: nested.map(detailsOf) }),
  };
}
