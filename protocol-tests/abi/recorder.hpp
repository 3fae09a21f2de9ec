// What every method of the fake engine does: it notes its name and its arguments, and fills what
// its out parameters point to, by their C types as the header declares them:
//   ULONG     0xa0b0c000 + argument index       ULONG64  0xf1e2d3c4b5a69000 + argument index
//   text      "é中😀 <method> <argument index>"   struct   bytes 16 * argument index + position
//   object    the fake object of that interface  PVOID with size and count: 12 bytes as a struct
// A test can give other bytes for an argument, have memory noted, and choose the HRESULT.
#pragma once
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <type_traits>

struct Plan {
  HRESULT answer = S_OK;
  std::map<ULONG, std::string> writes;
  std::map<ULONG, ULONG> captures;
};

inline Plan plan;
inline std::string recorded;
inline std::map<const void *, std::string> fakeNames;

/** The fake object of an interface; specialised for those that the engine hands out. */
template <class T> inline T *fakeObject() { return nullptr; }

inline std::string hexNumber(unsigned long long value) {
  char text[32];
  snprintf(text, sizeof text, "0x%llx", value);
  return text;
}

inline std::string hexBytes(const void *memory, size_t count) {
  std::string text;
  char two[4];
  for (size_t index = 0; index < count; index++) {
    snprintf(two, sizeof two, "%02x", static_cast<const unsigned char *>(memory)[index]);
    text += two;
  }
  return text;
}

inline std::string utf8(const WCHAR *text) {
  int size = WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
  std::string bytes(size > 0 ? size - 1 : 0, '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, -1, &bytes[0], size, nullptr, nullptr);
  return bytes;
}

inline std::wstring utf16(const std::string &text) {
  int size = MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, nullptr, 0);
  std::wstring wide(size > 0 ? size - 1 : 0, L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, &wide[0], size);
  return wide;
}

/** One call of a method; written down, one line per call and a tab before each argument. */
class Call {
  const char *method;
  HRESULT answer = plan.answer;

  void note(const std::string &text) { recorded += "\t" + text; }

  /** Notes what memory holds where the test asked for it, and writes what the test gave. */
  bool planned(ULONG index, void *memory) {
    auto capture = plan.captures.find(index);
    if (memory == nullptr) note("null");
    else if (capture != plan.captures.end()) note("bytes " + hexBytes(memory, capture->second));
    else note("memory");
    auto write = plan.writes.find(index);
    if (memory != nullptr && write != plan.writes.end()) {
      memcpy(memory, write->second.data(), write->second.size());
      return true;
    }
    return memory == nullptr;
  }

  template <class T> void fill(ULONG index, T *memory, T value) {
    if (!planned(index, memory)) *memory = value;
  }

public:
  explicit Call(const char *name) : method(name) { recorded += name; }

  void argument(ULONG, ULONG value) { note("u32 " + hexNumber(value)); }
  void argument(ULONG, LONG value) { note("i32 " + std::to_string(value)); }
  void argument(ULONG, int value) { note("i32 " + std::to_string(value)); }
  void argument(ULONG, ULONG64 value) { note("u64 " + hexNumber(value)); }
  void argument(ULONG, const WCHAR *text) { note(text == nullptr ? "null" : "wide " + utf8(text)); }
  void argument(ULONG, const char *text) { note(text == nullptr ? "null" : std::string("narrow ") + text); }
  void argument(ULONG, DEBUG_VALUE value) { note("bytes " + hexBytes(&value, sizeof value)); }
  void argument(ULONG index, ULONG *memory) { fill<ULONG>(index, memory, 0xa0b0c000 + index); }
  void argument(ULONG index, ULONG64 *memory) { fill<ULONG64>(index, memory, 0xf1e2d3c4b5a69000 + index); }
  void argument(ULONG index, WCHAR *memory) { planned(index, memory); }
  void argument(ULONG index, char *memory) { planned(index, memory); }
  void argument(ULONG index, void *memory) { planned(index, memory); }
  void argument(ULONG index, void **memory) { planned(index, memory); }

  template <class T> void argument(ULONG index, T *memory) {
    if constexpr (std::is_base_of<IUnknown, T>::value) {
      auto known = fakeNames.find(memory);
      if (memory == nullptr) note("null");
      else if (known != fakeNames.end()) note("object " + known->second);
      else note("object " + hexNumber(reinterpret_cast<ULONG64>(memory)));
    } else if (!planned(index, memory)) {
      auto bytes = reinterpret_cast<unsigned char *>(memory);
      for (size_t position = 0; position < sizeof(T); position++) bytes[position] = 16 * index + position;
    }
  }

  template <class T> void argument(ULONG index, T **memory) {
    if (!planned(index, memory)) *memory = fakeObject<T>();
  }

  /** `PWSTR Buffer, ULONG BufferSize, PULONG Size`. */
  void text(ULONG index, WCHAR *buffer, ULONG size, ULONG *needed) {
    auto given = plan.writes.find(index);
    std::wstring text = utf16(given != plan.writes.end()
      ? given->second
      : u8"é中😀 " + std::string(method) + " " + std::to_string(index));
    note(buffer == nullptr ? "null" : "text");
    argument(index + 1, size);
    note(needed == nullptr ? "null" : "memory");
    if (needed != nullptr) *needed = text.size() + 1;
    if (buffer == nullptr || size == 0) return;
    size_t length = text.size() < size ? text.size() : size - 1;
    memcpy(buffer, text.data(), 2 * length);
    buffer[length] = 0;
    if (length < text.size() && answer == S_OK) answer = S_FALSE;
  }

  /** `PVOID Buffer, ULONG BufferSize, PULONG BytesUsed`. */
  void data(ULONG index, void *buffer, ULONG size, ULONG *used) {
    bool filled = planned(index, buffer);
    argument(index + 1, size);
    auto bytes = static_cast<unsigned char *>(buffer);
    ULONG count = size < 12 ? size : 12;
    for (ULONG position = 0; !filled && position < count; position++) bytes[position] = 16 * index + position;
    fill<ULONG>(index + 2, used, count);
  }

  HRESULT result() {
    recorded += "\n";
    return answer;
  }
};
