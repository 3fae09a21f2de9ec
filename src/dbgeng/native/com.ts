import { EngineError } from "../../engine/errors.ts";
import { HresultError } from "./hresult-error.ts";
import { koffi } from "./load-koffi.ts";
import {
  bytes,
  type Cell,
  outPointer,
  type Parameter,
  type Pointer,
  pointerSize,
} from "./parameters.ts";

/** Marks a method that takes its place in the vtable and is never called. */
export const unused = "unused";

/** The parameters of a method in their order. */
export type Signature = readonly Parameter<readonly unknown[], readonly unknown[]>[];

/** Every method of an interface after IUnknown's three, in the order of the header. */
export type MethodTable = Readonly<Record<string, typeof unused | Signature>>;

/** The names of the methods that are not marked unused. */
export type UsedMethods<T extends MethodTable> = {
  [Name in keyof T]: T[Name] extends typeof unused ? never : Name;
}[keyof T];

type Inputs<S> = S extends readonly [Parameter<infer In, infer _, infer __>, ...infer Rest]
  ? [...In, ...Inputs<Rest>]
  : [];
type Outputs<S> = S extends readonly [Parameter<infer _, infer Out, infer __>, ...infer Rest]
  ? [...Out, ...Outputs<Rest>]
  : [];

/** A bound COM object: one function per used method, taking the inputs, answering the outputs. */
export type Bound<T extends MethodTable> = ComObject & {
  readonly [Name in UsedMethods<T>]: (...inputs: Inputs<T[Name]>) => Outputs<T[Name]>;
};

/** A COM interface: its name, its identity and its methods. */
export interface ComInterface<T extends MethodTable> {
  readonly name: string;
  /** The interface id as 8-4-4-4-12 hexadecimal digits. */
  readonly iid: string;
  readonly table: T;
  /** All methods in vtable order, IUnknown's three included. */
  readonly methods: readonly string[];
  /**
   * Binds a pointer to this interface. The pointer must really be one: nothing can check it.
   * @throws {EngineError} `native` for NULL.
   */
  bind(self: Pointer): Bound<T>;
}

/** The first three methods of every interface. */
const unknownMethods = ["QueryInterface", "AddRef", "Release"] as const;

/** Describes an interface. A method's place in the table is its place in the vtable. */
export function comInterface<const T extends MethodTable>(
  name: string,
  iid: string,
  table: T,
): ComInterface<T> {
  const methods = [...unknownMethods, ...Object.keys(table)];
  class BoundObject extends ComObject {}
  for (const [index, method] of Object.keys(table).entries()) {
    const signature = table[method];
    if (signature === undefined || signature === unused) continue;
    const code = new NativeMethod(method, unknownMethods.length + index, signature);
    Object.defineProperty(BoundObject.prototype, method, {
      value(this: ComObject, ...inputs: unknown[]): unknown[] {
        return this.call(code, inputs);
      },
    });
  }
  return { name, iid, table, methods, bind: (self) => new BoundObject(name, self) as Bound<T> };
}

/** The 16 bytes of an interface id as COM lays them out. */
export function iidBytes(iid: string): Buffer {
  const hex = iid.replaceAll("-", "");
  const mixed = Buffer.from(hex, "hex");
  return Buffer.concat([
    mixed.subarray(0, 4).reverse(),
    mixed.subarray(4, 6).reverse(),
    mixed.subarray(6, 8).reverse(),
    mixed.subarray(8),
  ]);
}

/**
 * One method of an interface. Functions are made on first use and kept per code address, because
 * objects of one interface may have different vtables.
 */
class NativeMethod {
  readonly name: string;
  readonly slot: number;
  readonly #signature: Signature;
  readonly #functions = new Map<Pointer, (...args: unknown[]) => number>();

  constructor(name: string, slot: number, signature: Signature) {
    this.name = name;
    this.slot = slot;
    this.#signature = signature;
  }

  /** Calls the method. Answers the unsigned HRESULT and the cells with what came back. */
  invoke(self: Pointer, inputs: unknown[]): { code: number; cells: Cell[] } {
    let next = 0;
    const cells = this.#signature.map((parameter) =>
      parameter.open(parameter.input ? inputs[next++] : undefined),
    );
    const native = this.#function(self);
    for (;;) {
      const code = native(self, ...cells.flatMap((cell) => cell.native)) >>> 0;
      const repeat = failed(code) ? [] : cells.filter((cell) => cell.grow?.());
      if (repeat.length === 0) return { code, cells };
    }
  }

  #function(self: Pointer): (...args: unknown[]) => number {
    const vtable = koffi.decode(self, "void *") as Pointer;
    const address = koffi.decode(vtable, this.slot * pointerSize, "void *") as Pointer;
    let native = this.#functions.get(address);
    if (native === undefined) {
      const types = this.#signature.flatMap((parameter) => parameter.types);
      native = koffi.decode(address, prototype(types)) as (...args: unknown[]) => number;
      this.#functions.set(address, native);
    }
    return native;
  }
}

/** A COM object of this process. Using it after `release` or `forget` is refused here. */
export class ComObject {
  /** How many objects of this thread are in use: neither released nor forgotten. */
  static inUse = 0;
  readonly #interfaceName: string;
  readonly #pointer: Pointer;
  #spent = false;

  constructor(interfaceName: string, self: Pointer) {
    this.#interfaceName = interfaceName;
    this.#pointer = self;
    if (self === 0n) {
      throw new EngineError("native", `The debugger engine gave no ${interfaceName} object.`);
    }
    ComObject.inUse += 1;
  }

  /**
   * The object's address, to pass it to another call.
   * @throws {EngineError} `native` once it was released.
   */
  get pointer(): Pointer {
    this.#refuseWhenSpent("its address");
    return this.#pointer;
  }

  /**
   * Asks for another interface of the object. The caller owns the new reference.
   * @throws {HresultError} e.g. 0x80004002 when the object does not have it.
   */
  queryInterface(iid: string): Pointer {
    const [found] = this.call(queryInterface, [iidBytes(iid)]) as [Pointer];
    return found;
  }

  /** Gives the reference up. Safe to call twice. */
  release(): void {
    if (this.#spent) return;
    this.forget();
    release.invoke(this.#pointer, []);
  }

  /** Stops using an object that somebody else owns or has destroyed; releases nothing. */
  forget(): void {
    if (this.#spent) return;
    this.#spent = true;
    ComObject.inUse -= 1;
  }

  /**
   * Calls a method and answers its outputs.
   * @throws {HresultError} when the method fails.
   * @throws {EngineError} `native` once the object was released.
   */
  call(method: NativeMethod, inputs: unknown[]): unknown[] {
    this.#refuseWhenSpent(method.name);
    const { code, cells } = method.invoke(this.#pointer, inputs);
    if (failed(code)) throw new HresultError(this.#interfaceName, method.name, code);
    return cells.flatMap((cell) => (cell.result === undefined ? [] : [cell.result(code)]));
  }

  #refuseWhenSpent(use: string): void {
    if (this.#spent) {
      throw new EngineError(
        "native",
        `${this.#interfaceName}::${use} cannot be used: the object was released before.`,
      );
    }
  }
}

const queryInterface = new NativeMethod("QueryInterface", 0, [bytes, outPointer]);
const release = new NativeMethod("Release", 2, []);

const prototypes = new Map<string, ReturnType<typeof koffi.proto>>();

/** The function type of a method: `__stdcall`, which matters on 32-bit Windows only. */
export function prototype(types: readonly string[]): ReturnType<typeof koffi.proto> {
  const key = types.join();
  let found = prototypes.get(key);
  if (found === undefined) {
    found = koffi.proto("__stdcall", null, "int32", ["void *", ...types]);
    prototypes.set(key, found);
  }
  return found;
}

function failed(code: number): boolean {
  return code >= 0x80000000;
}
