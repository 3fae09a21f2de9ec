import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import * as z from "zod/mini";
import type { Instruction } from "../../src/engine/model.ts";
import { defineHandler } from "../requests/handler.ts";
import type { Session } from "../session/session.ts";
import { sourceOut } from "../sources/source-out.ts";
import { addressOf, referenceTo } from "../values/memory-reference.ts";

/** Far more than any view shows. */
const mostInstructions = 100_000;

/** Instructions around an address, exactly as many as asked for. */
export const disassembleHandler = defineHandler({
  command: "disassemble",
  title: "Disassembling",
  during: ["stopped"],
  provides: { supportsDisassembleRequest: true },
  looksOnly: true,
  args: () =>
    z.object({
      memoryReference: z.string(),
      offset: z._default(z.int(), 0),
      instructionOffset: z._default(
        z.int().check(z.gte(-mostInstructions)).check(z.lte(mostInstructions)),
        0,
      ),
      instructionCount: z.int().check(z.nonnegative()).check(z.lte(mostInstructions)),
      resolveSymbols: z._default(z.boolean(), true),
    }),

  async run(session, args) {
    const { memoryReference, offset, instructionOffset, instructionCount, resolveSymbols } = args;
    const address = addressOf(memoryReference, offset);
    const { engine } = session.activeRun;
    const instructions = await engine.disassemble(address, instructionOffset, instructionCount);
    let file: string | undefined;
    return {
      instructions: instructions.map((instruction) => {
        // The file is named where it changes; the protocol carries it over to what follows.
        const told = instruction.source?.path === file;
        file = instruction.source?.path ?? file;
        return instructionOut(session, instruction, { withFile: !told, resolveSymbols });
      }),
    };
  },
});

function instructionOut(
  { client, activeRun: { paths } }: Session,
  { address, text, bytes, symbol, source, valid }: Instruction,
  { withFile, resolveSymbols }: { withFile: boolean; resolveSymbols: boolean },
): Dap.DisassembledInstruction {
  const hex = (byte: number) => byte.toString(16).padStart(2, "0");
  return {
    address: referenceTo(address),
    instruction: valid ? text : "??",
    ...(bytes === undefined ? {} : { instructionBytes: Array.from(bytes, hex).join(" ") }),
    ...(resolveSymbols && symbol !== undefined ? { symbol } : {}),
    ...(source !== undefined && withFile
      ? { location: sourceOut(paths, client, source.path) }
      : {}),
    ...(source === undefined ? {} : { line: client.lineOut(source.line) }),
    ...(valid ? {} : { presentationHint: "invalid" as const }),
  };
}
