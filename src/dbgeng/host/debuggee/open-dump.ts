import { win32 } from "node:path";
import type { Debuggee, DumpOptions } from "../../../engine/model.ts";
import type { HostSetup } from "../../host-protocol.ts";
import { EndSession } from "../../native/constants.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { optional } from "../errors.ts";
import type { HostEngine } from "../host-engine.ts";
import { loadVisualizers } from "../visualizers/load-visualizers.ts";
import { waitForFirstEvent } from "./start-debuggee.ts";

/** What the engine calls a process whose id the dump does not have. */
const unknownIds = [0, 0xf0f0f0f0];

/** As many frames as a client shows at first. */
const framesToWalk = 20;

/**
 * Opens a dump in the place of a debuggee.
 * @throws {HresultError} when the engine does not take the file.
 */
export function openDump(
  host: HostEngine,
  { symbolPath, visualizerFiles, initCommands }: HostSetup,
  { dumpFile, program }: DumpOptions,
): Debuggee {
  const { objects, execution } = host;
  const { client, symbols, systemObjects, control } = objects;
  host.origin = "dump";
  // A dump without the memory of the code has it in the files of its modules.
  const folders = symbolPath.filter((entry) => !entry.includes("*"));
  const programFolder = program === undefined ? [] : [win32.dirname(program)];
  symbols.setImagePath([...programFolder, ...folders].join(";"));
  host.symbolSearch.addFolders(programFolder);
  try {
    client.openDumpFile(dumpFile);
    waitForFirstEvent(objects, "The dump was opened and shows nothing");
  } catch (error) {
    host.endSession(EndSession.PASSIVE);
    throw error;
  }
  execution.hold();
  useOwnProcessor(objects);
  host.threads.refresh();
  const name = optional(() => systemObjects.currentProcessExecutableName());
  host.modules.addAll(name);
  // Walking the stack loads the symbols of whatever is in it.
  optional(() => control.stackTrace(framesToWalk));
  host.modules.refresh();
  loadVisualizers(host, visualizerFiles);
  for (const command of initCommands) {
    host.raise({ type: "output", channel: "engine", text: host.commands.run(command) });
  }
  const processId = optional(() => systemObjects.currentProcessSystemId()) ?? 0;
  return {
    processId: unknownIds.includes(processId) ? undefined : processId,
    name: name || win32.basename(dumpFile),
    pointerSize: control.isPointer64Bit() ? 8 : 4,
    origin: "dump",
  };
}

/**
 * Looks at a dump as its own processor does. Where a thread-local slot of a 64-bit program under Wine
 * holds something (see wine-processor.ts), the engine takes its full dumps for those of 32-bit
 * programs; these have the DLL with which 64-bit Windows runs them.
 */
function useOwnProcessor({ control, symbols }: EngineObjects): void {
  const own = control.actualProcessorType();
  if (control.effectiveProcessorType() === own) return;
  if (optional(() => symbols.moduleByName("wow64")) !== undefined) return;
  control.setEffectiveProcessorType(own);
}
