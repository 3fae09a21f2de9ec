import { comInterface, unused } from "../com.ts";
import { bytes, outStruct, outU32, outU64, outWide, u32, wide } from "../parameters.ts";
import { structSize } from "../structs.ts";

/** https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/nn-dbgeng-idebugregisters2 */
export const debugRegisters2 = comInterface(
  "IDebugRegisters2",
  "1656afa9-19c6-4e3a-97e7-5dc9160cf9c4",
  {
    GetNumberRegisters: [outU32],
    GetDescription: unused,
    GetIndexByName: unused,
    GetValue: [u32, outStruct(structSize.debugValue)],
    SetValue: [u32, bytes],
    GetValues: unused,
    SetValues: unused,
    OutputRegisters: unused,
    GetInstructionOffset: [outU64],
    GetStackOffset: [outU64],
    GetFrameOffset: [outU64],
    GetDescriptionWide: [u32, outWide, outStruct(structSize.registerDescription)],
    GetIndexByNameWide: [wide, outU32],
    GetNumberPseudoRegisters: unused,
    GetPseudoDescription: unused,
    GetPseudoDescriptionWide: unused,
    GetPseudoIndexByName: unused,
    GetPseudoIndexByNameWide: unused,
    GetPseudoValues: unused,
    SetPseudoValues: unused,
    GetValues2: [u32, u32, bytes, u32, bytes],
    SetValues2: unused,
    OutputRegisters2: unused,
    GetInstructionOffset2: unused,
    GetStackOffset2: unused,
    GetFrameOffset2: unused,
  },
);
