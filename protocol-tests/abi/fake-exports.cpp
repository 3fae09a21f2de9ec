// The entry points of the fake engine: DebugCreate, and how a test talks to the recorder.

IUnknown *query_mingw_dbgeng_h(const GUID &iid);
void names_mingw_dbgeng_h();

IUnknown *queryFake(const GUID &iid) {
  IUnknown *found = query_wine_dbgeng_h(iid);
  return found != nullptr ? found : query_mingw_dbgeng_h(iid);
}

extern "C" __declspec(dllexport) HRESULT __stdcall DebugCreate(REFIID iid, void **out) {
  names_wine_dbgeng_h();
  names_mingw_dbgeng_h();
  *out = queryFake(iid);
  return *out == nullptr ? E_NOINTERFACE : S_OK;
}

/** Forgets everything noted and planned; methods then answer this HRESULT. */
extern "C" __declspec(dllexport) void __stdcall PlanAnswer(LONG answer) {
  recorded.clear();
  plan = Plan();
  plan.answer = answer;
}

extern "C" __declspec(dllexport) void __stdcall PlanWrite(ULONG index, const void *bytes, ULONG count) {
  plan.writes[index] = std::string(static_cast<const char *>(bytes), count);
}

extern "C" __declspec(dllexport) void __stdcall PlanCapture(ULONG index, ULONG count) {
  plan.captures[index] = count;
}

/** Copies what was noted, as UTF-8, and answers its length. */
extern "C" __declspec(dllexport) ULONG __stdcall Recorded(char *buffer, ULONG size) {
  memcpy(buffer, recorded.data(), recorded.size() < size ? recorded.size() : size);
  return recorded.size();
}
