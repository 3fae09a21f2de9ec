import type { EngineObjects } from "../../native/dbgeng-dll.ts";

// On 64-bit Windows, thread-local slot 2 of a 32-bit debuggee says that the thread runs 32-bit code
// at the moment (WOW64_TLS_INCPUSIMULATION). The engine looks at it under Wine for 64-bit debuggees
// as well, where it is an ordinary slot: once a DLL uses it, the engine takes every event for one of
// 32-bit code and cuts the instruction pointer to 32 bits, and the debuggee runs into nothing.

/** PEB.TlsBitmap and PEB.TlsBitmapBits of a 64-bit process. */
const bitmapInPeb = 0x78n;
const bitsInPeb = 0x80n;
const simulationSlot = 2;

/**
 * Takes that slot away from a 64-bit debuggee that was just created, before anything could get it.
 * Does nothing when the process has begun to hand slots out.
 */
export function reserveSimulationSlot({ control, systemObjects, dataSpaces }: EngineObjects): void {
  if (!control.isPointer64Bit()) return;
  const peb = systemObjects.currentProcessPeb();
  const [bitmap, bits] = [
    dataSpaces.read(peb + bitmapInPeb, 8),
    dataSpaces.read(peb + bitsInPeb, 8),
  ];
  if (bitmap.length < 8 || bitmap.readBigUInt64LE() !== 0n || bits.length < 8) return;
  bits.writeUInt8(bits.readUInt8() | (1 << simulationSlot));
  dataSpaces.write(peb + bitsInPeb, bits);
}
