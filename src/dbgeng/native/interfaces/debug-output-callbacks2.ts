import { comInterface } from "../com.ts";
import { pointer, u32, u64, wide } from "../parameters.ts";

/** https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/nn-dbgeng-idebugoutputcallbacks2 */
export const debugOutputCallbacks2 = comInterface(
  "IDebugOutputCallbacks2",
  "67721fe9-56d2-4a44-a325-2b65513ce6eb",
  {
    Output: [u32, pointer],
    GetInterestMask: [pointer],
    Output2: [u32, u32, u64, wide],
  },
);
