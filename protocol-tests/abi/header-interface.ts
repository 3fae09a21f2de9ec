/** A method as a C header declares it. */
export interface HeaderMethod {
  readonly name: string;
  readonly result: string;
  /** C types in order, without `this`; `...` for a variable list. */
  readonly types: readonly string[];
}

/** An interface as a C header declares it, IUnknown's three methods included. */
export interface HeaderInterface {
  readonly name: string;
  /** 8-4-4-4-12 hexadecimal digits; undefined when the header does not say. */
  readonly iid: string | undefined;
  readonly methods: readonly HeaderMethod[];
}

const declaration = /DECLARE_INTERFACE_\s*\(\s*(\w+)\s*,\s*\w+\s*\)\s*\{([\s\S]*?)\n\s*\};/g;
const method =
  /STDMETHODV?_?\s*\(\s*(?:(\w+)\s*,\s*)?(\w+)\s*\)\s*\(\s*THIS_?\s*([^()]*?)\s*\)\s*PURE/g;
const guid = /DEFINE_GUID\s*\(\s*IID_(\w+)\s*,([^)]*)\)/g;

/** Reads all interfaces that a header declares with the macros of objbase.h. */
export function headerInterfaces(text: string): Map<string, HeaderInterface> {
  const iids = new Map(
    [...text.matchAll(guid)].map(([, name, numbers]) => [name, iidOf(numbers ?? "")]),
  );
  const found = [...text.matchAll(declaration)].map(
    ([, name = "", body = ""]): HeaderInterface => ({
      name,
      iid: iids.get(name),
      methods: headerMethods(body),
    }),
  );
  return new Map(found.map((one) => [one.name, one]));
}

/** Reads method declarations, in order. */
export function headerMethods(text: string): HeaderMethod[] {
  return [...text.matchAll(method)].map(([, result = "HRESULT", name = "", parameters = ""]) => ({
    name,
    result,
    types: parameters === "" ? [] : parameters.split(",").map(typeOf),
  }));
}

function typeOf(parameter: string): string {
  const text = parameter.replace(/\s+/g, " ").trim();
  return text === "..." ? text : text.replace(/(?<=[\s*])\w+$/, "").trim();
}

function iidOf(numbers: string): string {
  const [first = 0, second = 0, third = 0, ...rest] = numbers.split(",").map(Number);
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, "0");
  const bytes = rest.map((value) => hex(value, 2)).join("");
  return `${hex(first, 8)}-${hex(second, 4)}-${hex(third, 4)}-${bytes.slice(0, 4)}-${bytes.slice(4)}`;
}
