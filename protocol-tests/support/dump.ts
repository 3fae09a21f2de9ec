import type { Session } from "./session.ts";

/** Has the debugger of a stopped session write a dump, by its own command. */
export async function writeDump(session: Session, file: string): Promise<void> {
  const { kind, debuggeePath } = session.stage.engine;
  // Not all of the memory: under Wine the engine cannot write such a dump.
  const command =
    kind === "gdb" ? `generate-core-file ${file}` : `.dump /o /mwi "${debuggeePath(file)}"`;
  const { id: frameId } = await session.top();
  await session.dap.request("evaluate", { expression: `\`${command}`, context: "repl", frameId });
}
