// Calls every method of the callback objects that a test implements, with known values, and
// answers the HRESULTs in order.

static LONG *next(LONG *answers, HRESULT answer) {
  *answers = answer;
  return answers + 1;
}

extern "C" __declspec(dllexport) ULONG __stdcall FireEvents(IDebugEventCallbacksWide *events, LONG *answers) {
  LONG *at = answers;
  ULONG mask = 0;
  at = next(at, events->GetInterestMask(&mask));
  at = next(at, events->Breakpoint(reinterpret_cast<IDebugBreakpoint *>(&theIDebugBreakpoint2)));
  EXCEPTION_RECORD64 record = {};
  record.ExceptionCode = 0xc0000005;
  record.ExceptionFlags = 1;
  record.ExceptionRecord = 0xfedcba9876543210;
  record.ExceptionAddress = 0xffff800012345678;
  record.NumberParameters = 2;
  record.ExceptionInformation[0] = 8;
  record.ExceptionInformation[1] = 0x8000000000000001;
  at = next(at, events->Exception(&record, 1));
  at = next(at, events->Exception(&record, 0));
  at = next(at, events->CreateThread(0xf000000000000001, 0xf000000000000002, 0xf000000000000003));
  at = next(at, events->ExitThread(0xc000013a));
  at = next(at, events->CreateProcess(0xf000000000000004, 5, 0xf000000000000006, 0x80000007, L"mod\u00e9",
    L"C:\\\u4e2d\\\U0001f600.exe", 0x80000008, 0x80000009, 0xf00000000000000a, 0xf00000000000000b, 12));
  at = next(at, events->ExitProcess(0xffffffff));
  at = next(at, events->LoadModule(0xf000000000000011, 0xf000000000000012, 0x80000013, nullptr, L"\u4e2d.dll", 0x80000014,
    0x80000015));
  at = next(at, events->UnloadModule(L"\u4e2d.dll", 0xf000000000000016));
  at = next(at, events->SystemError(0x80000017, 0x80000018));
  at = next(at, events->SessionStatus(0x80000019));
  at = next(at, events->ChangeDebuggeeState(0x8000001a, 0xf00000000000001b));
  at = next(at, events->ChangeEngineState(0x8000001c, 0xffffffffffffffff));
  at = next(at, events->ChangeSymbolState(0x8000001e, 31));
  next(at, static_cast<LONG>(mask));
  return at - answers + 1;
}

extern "C" __declspec(dllexport) LONG __stdcall FireOutput(IDebugOutputCallbacksWide *output) {
  return output->Output(0x80000080, L"out \u00e9\u4e2d\U0001f600\n");
}

/** QueryInterface, AddRef and Release as the engine uses them: the HRESULT, and what came out. */
extern "C" __declspec(dllexport) LONG __stdcall FireQuery(IUnknown *object, const GUID *iid, void **out) {
  return object->QueryInterface(*iid, out);
}

extern "C" __declspec(dllexport) ULONG __stdcall FireReferences(IUnknown *object, int add) {
  return add ? object->AddRef() : object->Release();
}
