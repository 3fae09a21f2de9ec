import { comInterface, unused } from "../com.ts";
import {
  bytes,
  i32,
  inoutU32,
  outStruct,
  outU32,
  outU64,
  outWide,
  successCode,
  u32,
  wide,
} from "../parameters.ts";
import { structSize } from "../structs.ts";

/** https://learn.microsoft.com/windows-hardware/drivers/ddi/dbgeng/nn-dbgeng-idebugsymbolgroup2 */
export const debugSymbolGroup2 = comInterface(
  "IDebugSymbolGroup2",
  "6a7ccc5f-fb5e-4dcc-b41c-6c20307bccc7",
  {
    GetNumberSymbols: [outU32],
    AddSymbol: unused,
    RemoveSymbolByName: unused,
    RemoveSymbolByIndex: [u32],
    GetSymbolName: unused,
    GetSymbolParameters: [u32, u32, bytes],
    ExpandSymbol: [u32, i32],
    OutputSymbols: unused,
    WriteSymbol: unused,
    OutputAsType: unused,
    AddSymbolWide: [wide, inoutU32, successCode],
    RemoveSymbolByNameWide: unused,
    GetSymbolNameWide: [u32, outWide],
    WriteSymbolWide: [u32, wide],
    OutputAsTypeWide: unused,
    GetSymbolTypeName: unused,
    GetSymbolTypeNameWide: [u32, outWide],
    GetSymbolSize: [u32, outU32],
    GetSymbolOffset: [u32, outU64],
    GetSymbolRegister: [u32, outU32],
    GetSymbolValueText: unused,
    GetSymbolValueTextWide: [u32, outWide],
    GetSymbolEntryInformation: [u32, outStruct(structSize.symbolEntry)],
  },
);
