import {
  type ComInterface,
  iidBytes,
  type MethodTable,
  prototype,
  type Signature,
  type UsedMethods,
  unused,
} from "./com.ts";
import { Hresult } from "./hresult.ts";
import { koffi } from "./load-koffi.ts";
import { type Parameter, type Pointer, pointerSize } from "./parameters.ts";

type Received<S> = S extends readonly [Parameter<infer _, infer __, infer R>, ...infer Rest]
  ? [R, ...Received<Rest>]
  : [];

/** A function for each method of an interface. What it answers goes back as the HRESULT; nothing is 0. */
export type CallbackMethods<T extends MethodTable> = {
  readonly [Name in UsedMethods<T>]: (...received: Received<T[Name]>) => number | undefined;
};

const unknownIid = iidBytes("00000000-0000-0000-c000-000000000046");

/**
 * A COM object that is implemented here and called by the engine.
 *
 * Its methods run on the thread that made it, inside the call of the engine that caused them. They
 * never throw into the engine: what they throw goes to `report`, and the engine gets 0.
 *
 * The object answers for IUnknown and its own interface only, as the engine takes any other
 * interface that is not refused at its word and calls methods that are not there.
 */
export class CallbackObject<T extends MethodTable = MethodTable> {
  readonly #report: (error: unknown) => void;
  readonly #registered: Pointer[] = [];
  readonly #vtable: Pointer;
  readonly #self: Pointer;
  #references = 0;

  constructor(
    described: ComInterface<T>,
    methods: CallbackMethods<T>,
    report: (error: unknown) => void,
  ) {
    this.#report = report;
    const iid = iidBytes(described.iid);
    this.#register(["void *", "void *"], (wanted, out) => {
      const found = koffi.decode(wanted, koffi.array("uint8", 16)) as Uint8Array;
      const known = unknownIid.equals(found) || iid.equals(found);
      koffi.encode(out, "void *", known ? this.#self : null);
      if (!known) return Hresult.E_NOINTERFACE;
      this.#references += 1;
      return Hresult.S_OK;
    });
    this.#register([], () => {
      this.#references += 1;
      return this.#references;
    });
    this.#register([], () => {
      this.#references = Math.max(0, this.#references - 1);
      return this.#references;
    });
    const functions = methods as Readonly<Record<string, (...received: unknown[]) => unknown>>;
    for (const [name, signature] of Object.entries(described.table)) {
      this.#registerMethod(signature, functions[name]);
    }
    this.#vtable = koffi.alloc("void *", this.#registered.length) as Pointer;
    for (const [slot, code] of this.#registered.entries()) {
      koffi.encode(this.#vtable, slot * pointerSize, "void *", code);
    }
    this.#self = koffi.alloc("void *", 1) as Pointer;
    koffi.encode(this.#self, "void *", this.#vtable);
  }

  /** The object's address, to hand it to the engine. */
  get pointer(): Pointer {
    return this.#self;
  }

  /** References that the engine holds. */
  get references(): number {
    return this.#references;
  }

  /**
   * Frees the object, once the engine was told to use it no more. While the engine still holds a
   * reference nothing is freed: a leak is harmless, a call through freed memory is a crash.
   * @returns whether it was freed.
   */
  release(): boolean {
    if (this.#references > 0 || this.#registered.length === 0) return false;
    for (const code of this.#registered.splice(0)) koffi.unregister(code);
    koffi.free(this.#vtable);
    koffi.free(this.#self);
    return true;
  }

  #registerMethod(
    signature: typeof unused | Signature,
    method: ((...received: unknown[]) => unknown) | undefined,
  ): void {
    if (signature === unused || method === undefined) {
      throw new TypeError("Every method of an object that the engine calls must be implemented.");
    }
    const types = signature.flatMap((parameter) => parameter.types);
    this.#register(types, (...values) => {
      const received = values.map((value, index) => {
        const receive = signature[index]?.receive;
        return receive === undefined ? value : receive(value);
      });
      return method(...received);
    });
  }

  #register(types: readonly string[], body: (...values: unknown[]) => unknown): void {
    const guarded = (_self: unknown, ...values: unknown[]): number => {
      try {
        const answer = body(...values);
        return typeof answer === "number" ? answer | 0 : Hresult.S_OK;
      } catch (error) {
        this.#report(error);
        return Hresult.S_OK;
      }
    };
    this.#registered.push(koffi.register(guarded, koffi.pointer(prototype(types))));
  }
}
