import { comInterface, unused } from "../com.ts";
import { outU32, outU64, outWide, u32, u64 } from "../parameters.ts";

/** https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/nn-dbgeng-idebugbreakpoint2 */
export const debugBreakpoint2 = comInterface(
  "IDebugBreakpoint2",
  "1b278d20-79f2-426e-a3f9-c1ddf375d48e",
  {
    GetId: [outU32],
    GetType: [outU32, outU32],
    GetAdder: unused,
    GetFlags: [outU32],
    AddFlags: [u32],
    RemoveFlags: unused,
    SetFlags: unused,
    GetOffset: [outU64],
    SetOffset: [u64],
    GetDataParameters: unused,
    SetDataParameters: [u32, u32],
    GetPassCount: unused,
    SetPassCount: unused,
    GetCurrentPassCount: unused,
    GetMatchThreadId: unused,
    SetMatchThreadId: [u32],
    GetCommand: unused,
    SetCommand: unused,
    GetOffsetExpression: unused,
    SetOffsetExpression: unused,
    GetParameters: unused,
    GetCommandWide: [outWide],
    SetCommandWide: unused,
    GetOffsetExpressionWide: unused,
    SetOffsetExpressionWide: unused,
  },
);
