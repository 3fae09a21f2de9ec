import { EngineError, sentenceOf } from "../../engine/errors.ts";
import type { DataBreakpointInfo } from "../../engine/model.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { ValueReader } from "../values/value-reader.ts";
import { dataIdOf, unwatchable } from "./debug-registers.ts";

/**
 * Says whether the thing that an expression names can be watched.
 * @param place Options of a command that is to run in the frame of the expression.
 * @param byteCount Absent: all of it.
 */
export async function infoOfExpression(
  mi: MiSession,
  expression: string,
  place: string,
  byteCount: number | undefined,
): Promise<DataBreakpointInfo> {
  const reader = new ValueReader(mi);
  const [address, size] = await Promise.all([
    reader.address(expression, place),
    reader.size(expression, place),
  ]);
  if (address !== undefined && size !== undefined) {
    return infoOfMemory(address, byteCount ?? Number(size), expression);
  }
  const explained = await reader.explained(`&(${expression})`, place);
  return {
    dataId: null,
    description: `'${expression}' cannot be watched: ${sentenceOf(explained)}`,
  };
}

/** Says whether memory can be watched. @param name What is there, for people. */
export function infoOfMemory(
  address: bigint,
  byteCount: number,
  name?: string,
): DataBreakpointInfo {
  const problem = unwatchable(address, byteCount);
  if (problem !== undefined) return { dataId: null, description: problem };
  const bytes = byteCount === 1 ? "1 byte" : `${byteCount} bytes`;
  const place = `${bytes} at 0x${address.toString(16)}`;
  return {
    dataId: dataIdOf(address, byteCount),
    description: name === undefined ? place : `${name} (${place})`,
    accessTypes: ["read", "write", "readWrite"],
  };
}

/** What cannot be asked about is nothing that can be watched. */
export function infoOfFailure(error: unknown): DataBreakpointInfo {
  if (error instanceof EngineError && /notFound|refused/.test(error.failure)) {
    return { dataId: null, description: error.message };
  }
  throw error;
}
