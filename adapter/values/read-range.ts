import type { Engine } from "../../src/engine/engine.ts";
import { EngineError } from "../../src/engine/errors.ts";
import type { Address } from "../../src/engine/model.ts";

/** Read at once; more than this goes in pieces, so that other requests get their turn. */
const pieceBytes = 64 * 1024;

/**
 * Reads memory up to the first byte that cannot be read.
 * @param options.progress Receives the number of bytes read so far.
 * @param options.signal Aborts the reading between two pieces.
 * @returns what could be read, possibly nothing.
 */
export async function readRange(
  engine: Engine,
  address: Address,
  byteCount: number,
  options: { progress?: (read: number) => void; signal?: AbortSignal } = {},
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let read = 0;
  while (read < byteCount) {
    options.signal?.throwIfAborted();
    const wanted = Math.min(pieceBytes, byteCount - read);
    const piece = await readPiece(engine, address + BigInt(read), wanted);
    pieces.push(piece);
    read += piece.length;
    options.progress?.(read);
    if (piece.length < wanted) break;
  }
  return Buffer.concat(pieces);
}

async function readPiece(engine: Engine, address: Address, byteCount: number) {
  try {
    return await engine.readMemory(address, byteCount);
  } catch (error) {
    if (error instanceof EngineError && error.failure === "unreadable") return new Uint8Array();
    throw error;
  }
}
