import { comInterface } from "../com.ts";
import { u32, wide } from "../parameters.ts";

/** https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/nn-dbgeng-idebugoutputcallbackswide */
export const debugOutputCallbacksWide = comInterface(
  "IDebugOutputCallbacksWide",
  "4c7fd663-c394-4e26-8ef1-34ad5ed3764c",
  {
    Output: [u32, wide],
  },
);
