import { EngineError } from "../../../engine/errors.ts";
import type { EngineObjects } from "../../native/dbgeng-dll.ts";
import { pointerSize } from "../../native/parameters.ts";
import { environmentBlock } from "../../native/process-start.ts";
import type { Commands } from "../console/commands.ts";
import { mergeEnvironment, parseEnvironmentBlock } from "./environment.ts";

/**
 * Where the environment of a process is: offsets in its PEB and in RTL_USER_PROCESS_PARAMETERS, the
 * same since Windows Vista. An engine sees the PEB of its own kind. A 32-bit debuggee on 64-bit
 * Windows makes its own copy from the 64-bit one later.
 */
const layouts = {
  wide: { pointer: 8, parameters: 0x20n, environment: 0x80n, size: 0x3f0n },
  narrow: { pointer: 4, parameters: 0x10n, environment: 0x48n, size: 0x290n },
} as const;

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
  const layout = pointerSize === 8 ? layouts.wide : layouts.narrow;
  const read = (address: bigint) => {
    const bytes = dataSpaces.read(address, layout.pointer);
    if (bytes.length < layout.pointer) throw failure("it has none yet");
    return layout.pointer === 8 ? bytes.readBigUInt64LE() : BigInt(bytes.readUInt32LE());
  };
  const parameters = read(systemObjects.currentProcessPeb() + layout.parameters);
  const size = Number(read(parameters + layout.size));
  const own = dataSpaces.read(read(parameters + layout.environment), size);
  const block = environmentBlock(mergeEnvironment(parseEnvironmentBlock(own), changes));
  const address = allocate(commands, block.length);
  dataSpaces.write(address, block);
  const write = (at: bigint, value: bigint) =>
    dataSpaces.write(at, bytesOf(value).subarray(0, layout.pointer));
  write(parameters + layout.environment, address);
  write(parameters + layout.size, BigInt(block.length));
}

/** Memory in the debuggee. Only a command of the engine gives any. */
function allocate(commands: Commands, size: number): bigint {
  const output = commands.run(`.dvalloc 0x${size.toString(16)}`);
  const address = /starting at ([0-9a-f`]+)/i.exec(output)?.[1];
  if (address !== undefined) return BigInt(`0x${address.replaceAll("`", "")}`);
  throw failure(output.trim() || "it has no memory left");
}

function failure(why: string): EngineError {
  return new EngineError("native", `The debuggee's environment could not be changed: ${why}.`);
}

function bytesOf(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
