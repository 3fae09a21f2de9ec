import { type HeaderInterface, type HeaderMethod, headerMethods } from "./header-interface.ts";
import { undeclaredInterfaces } from "./undeclared-interfaces.ts";

/** A header and what the fake engine implements of it. */
export interface HeaderPart {
  /** File name for `#include`. */
  readonly include: string;
  readonly interfaces: ReadonlyMap<string, HeaderInterface>;
  /** The interfaces to implement: declared in the header, or completed by `undeclaredInterfaces`. */
  readonly implemented: readonly string[];
  /** C++ to append. */
  readonly more?: string | undefined;
}

const textPattern = [/^(PWSTR|WCHAR \*)$/, /^ULONG$/, /^(PULONG|ULONG \*)$/];
const dataPattern = [/^(PVOID|void \*|PSTR|char \*)$/, /^ULONG$/, /^(PULONG|ULONG \*)$/];

/** All methods of an interface in vtable order, whether a header declares it whole or in part. */
export function methodsOf(
  name: string,
  declared: ReadonlyMap<string, HeaderInterface>,
): readonly HeaderMethod[] {
  const whole = declared.get(name);
  if (whole !== undefined) return whole.methods;
  const extended = undeclaredInterfaces.find((one) => one.name === name);
  const parent = extended === undefined ? undefined : declared.get(extended.parent);
  if (extended === undefined || parent === undefined) throw new Error(`No header has ${name}.`);
  return [...parent.methods, ...headerMethods(extended.declarations)];
}

/**
 * C++ with one class per interface, derived from the header's declaration: the compiler lays the
 * vtable out by the header, and `override` makes it compare every signature.
 */
export function fakeEngineSource(part: HeaderPart): string {
  const lines = [
    "#include <initguid.h>",
    "#include <windows.h>",
    "#undef INTERFACE",
    // Wine's own name for the type, which mingw-w64 calls by the standard's.
    "typedef va_list __ms_va_list;",
    // Only announced by the headers.
    "struct _WINDBG_EXTENSION_APIS32 {}; struct _WINDBG_EXTENSION_APIS64 {};",
    `#include "${part.include}"`,
    '#include "recorder.hpp"',
    "IUnknown *queryFake(const GUID &iid);",
  ];
  for (const name of part.implemented) {
    const extended = undeclaredInterfaces.find((one) => one.name === name);
    if (extended !== undefined && !part.interfaces.has(name)) {
      lines.push(`struct ${name} : ${extended.parent} {${extended.declarations}};`);
      lines.push(`static const GUID IID_${name} = ${guidLiteral(extended.iid)};`);
    }
    lines.push(fakeClass(name, methodsOf(name, part.interfaces)));
  }
  for (const name of part.implemented) {
    lines.push(`static Fake${name} the${name};`);
    lines.push(`template <> ${name} *fakeObject<${name}>() { return &the${name}; }`);
  }
  const test = (name: string) =>
    `  if (IsEqualGUID(iid, IID_${name})) return reinterpret_cast<IUnknown *>(&the${name});`;
  const note = (name: string) => `  fakeNames[&the${name}] = "${name}";`;
  const tag = part.include.replace(/\W/g, "_");
  // Wine's header has no IID for the symbol group; the engine hands it out, nobody asks for it.
  const asked = part.implemented.filter(
    (name) => part.interfaces.get(name)?.iid !== undefined || !part.interfaces.has(name),
  );
  lines.push(`IUnknown *query_${tag}(const GUID &iid) {`, ...asked.map(test));
  lines.push("  return nullptr;", "}");
  lines.push(`void names_${tag}() {`, ...part.implemented.map(note), "}", part.more ?? "");
  return lines.join("\n");
}

function fakeClass(name: string, methods: readonly HeaderMethod[]): string {
  const bodies = methods.slice(3).map((method) => {
    const types = method.types.filter((type) => type !== "...");
    const parameters = types.map((type, index) => `${type} a${index}`);
    if (types.length < method.types.length) parameters.push("...");
    const convention =
      types.length < method.types.length ? "STDMETHODVCALLTYPE" : "STDMETHODCALLTYPE";
    return `  ${method.result} ${convention} ${method.name}(${parameters.join(", ")}) override {
    Call call("${name}::${method.name}");
${notes(types).join("\n")}
    return call.result();
  }`;
  });
  return `struct Fake${name} : ${name} {
  HRESULT STDMETHODCALLTYPE QueryInterface(REFIID iid, void **out) override {
    *out = queryFake(iid);
    return *out == nullptr ? E_NOINTERFACE : S_OK;
  }
  ULONG STDMETHODCALLTYPE AddRef() override { recorded += "${name}::AddRef\\n"; return 2; }
  ULONG STDMETHODCALLTYPE Release() override { recorded += "${name}::Release\\n"; return 1; }
${bodies.join("\n")}
};`;
}

function notes(types: readonly string[]): string[] {
  const found: string[] = [];
  for (let index = 0; index < types.length; index++) {
    const follows = (pattern: readonly RegExp[]) =>
      pattern.every((one, offset) => one.test(types[index + offset] ?? ""));
    const triple = `a${index}, a${index + 1}, a${index + 2}`;
    if (follows(textPattern)) found.push(`    call.text(${index}, ${triple});`);
    else if (follows(dataPattern)) found.push(`    call.data(${index}, ${triple});`);
    else {
      found.push(`    call.argument(${index}, a${index});`);
      continue;
    }
    index += 2;
  }
  return found;
}

function guidLiteral(iid: string): string {
  const [first, second, third, fourth = "", fifth = ""] = iid.split("-");
  const bytes = (fourth + fifth).match(/../g)?.map((byte) => `0x${byte}`);
  return `{0x${first}, 0x${second}, 0x${third}, {${bytes?.join(", ")}}}`;
}
