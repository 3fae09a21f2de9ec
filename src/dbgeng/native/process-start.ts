import { structSize } from "./structs.ts";

/** DEBUG_CREATE_PROCESS_OPTIONS. */
export interface CreateOptions {
  readonly createFlags: number;
  readonly engineCreateFlags?: number | undefined;
  readonly verifierFlags?: number | undefined;
}

/** Writes a DEBUG_CREATE_PROCESS_OPTIONS; its reserved last word stays 0. */
export function writeCreateOptions(options: CreateOptions): Buffer {
  const buffer = Buffer.alloc(structSize.createOptions);
  buffer.writeUInt32LE(options.createFlags, 0);
  buffer.writeUInt32LE(options.engineCreateFlags ?? 0, 4);
  buffer.writeUInt32LE(options.verifierFlags ?? 0, 8);
  return buffer;
}

/** A NUL-terminated UTF-16 string, for parameters that the callee may write to. */
export function wideBuffer(text: string): Buffer {
  return Buffer.from(`${text}\0`, "utf16le");
}

/** A UTF-16 environment block: `NAME=value`, each ended by NUL, and one NUL more. */
export function environmentBlock(environment: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(environment).map(([name, value]) => `${name}=${value}\0`);
  return Buffer.from(`${entries.join("")}${entries.length === 0 ? "\0" : ""}\0`, "utf16le");
}
