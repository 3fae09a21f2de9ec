import { dirname, join } from "node:path";
import { Session } from "./session.ts";
import type { Stage } from "./stage.ts";

/** Has the debugger of a stopped session write a dump, by its own command. */
export async function writeDump(session: Session, file: string): Promise<void> {
  const { kind, debuggeePath } = session.stage.engine;
  // Not all of the memory: under Wine the engine cannot write such a dump.
  const command =
    kind === "gdb" ? `generate-core-file ${file}` : `.dump /o /mwi "${debuggeePath(file)}"`;
  const { id: frameId } = await session.top();
  await session.dap.request("evaluate", { expression: `\`${command}`, context: "repl", frameId });
}

/** A dump of `faults` where it wrote to address 16. @param program A copy of it to take it of. */
export async function crashDump(stage: Stage, program?: string): Promise<string> {
  const file = join(stage.folder, "crash ü.dump");
  const configuration = program && { program: stage.engine.debuggeePath(program) };
  const session = await stage.launch("faults", {
    args: ["poke"],
    ...(configuration && { configuration }),
  });
  await session.stopped("exception");
  await writeDump(session, file);
  await session.disconnect({ terminateDebuggee: true });
  return file;
}

/** Opens a dump of `faults`, with the folder of its program for the engine that cannot find it. */
export async function lookInto(
  stage: Stage,
  file: string,
  more: Record<string, unknown> = {},
): Promise<Session> {
  const sample = await stage.sample("faults");
  const found = stage.engine.kind === "gdb" ? {} : { symbolPath: [dirname(sample.file)] };
  return Session.ofDump(stage, sample, file, { configuration: { ...found, ...more } });
}
