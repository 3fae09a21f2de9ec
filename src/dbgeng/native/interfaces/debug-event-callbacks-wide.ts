import { comInterface } from "../com.ts";
import { pointer, u32, u64, wide } from "../parameters.ts";

/** https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/nn-dbgeng-idebugeventcallbackswide */
export const debugEventCallbacksWide = comInterface(
  "IDebugEventCallbacksWide",
  "0690e046-9c23-45ac-a04f-987ac29ad0d3",
  {
    GetInterestMask: [pointer],
    Breakpoint: [pointer],
    Exception: [pointer, u32],
    CreateThread: [u64, u64, u64],
    ExitThread: [u32],
    CreateProcess: [u64, u64, u64, u32, wide, wide, u32, u32, u64, u64, u64],
    ExitProcess: [u32],
    LoadModule: [u64, u64, u32, wide, wide, u32, u32],
    UnloadModule: [wide, u64],
    SystemError: [u32, u32],
    SessionStatus: [u32],
    ChangeDebuggeeState: [u32, u64],
    ChangeEngineState: [u32, u64],
    ChangeSymbolState: [u32, u64],
  },
);
