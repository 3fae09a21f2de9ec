import { EngineError } from "../../../engine/errors.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { environmentBlock } from "../../native/process-start.ts";
import type { Commands } from "../console/commands.ts";
import { mergeEnvironment, parseEnvironmentBlock } from "./environment.ts";

// Offsets in the 64-bit PEB and in RTL_USER_PROCESS_PARAMETERS, the same since Windows Vista. A
// 32-bit debuggee on 64-bit Windows makes its own copy from these later.
const parametersInPeb = 0x20n;
const environmentInParameters = 0x80n;
const environmentSizeInParameters = 0x3f0n;

/**
 * Changes the environment of a debuggee that was just created and has not run yet.
 *
 * Passing one to the engine's `CreateProcess2` would replace the process server's environment,
 * which is not known here; and the engine measures the block as if it were not Unicode, so that
 * only its first variable reaches a process server. So the debuggee is given a new block in place
 * of the one it was born with.
 *
 * @param changes Variables to set; null removes one.
 * @throws {EngineError} `native` when the debuggee's memory cannot be changed.
 */
export function changeEnvironment(
  { systemObjects, dataSpaces }: EngineObjects,
  commands: Commands,
  changes: Readonly<Record<string, string | null>>,
): void {
  const read = (address: bigint) => dataSpaces.read(address, 8).readBigUInt64LE();
  const parameters = read(systemObjects.currentProcessPeb() + parametersInPeb);
  const size = Number(read(parameters + environmentSizeInParameters));
  const own = dataSpaces.read(read(parameters + environmentInParameters), size);
  const block = environmentBlock(mergeEnvironment(parseEnvironmentBlock(own), changes));
  const address = allocate(commands, block.length);
  dataSpaces.write(address, block);
  dataSpaces.write(parameters + environmentInParameters, bytesOf(address));
  dataSpaces.write(parameters + environmentSizeInParameters, bytesOf(BigInt(block.length)));
}

/** Memory in the debuggee. Only a command of the engine gives any. */
function allocate(commands: Commands, size: number): bigint {
  const output = commands.run(`.dvalloc 0x${size.toString(16)}`);
  const address = /starting at ([0-9a-f`]+)/i.exec(output)?.[1];
  if (address !== undefined) return BigInt(`0x${address.replaceAll("`", "")}`);
  throw new EngineError(
    "native",
    `The debuggee's environment could not be changed: ${output.trim() || "it has no memory left"}.`,
  );
}

function bytesOf(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
