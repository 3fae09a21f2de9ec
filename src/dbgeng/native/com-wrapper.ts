import type { ComObject } from "./com.ts";
import type { Pointer } from "./parameters.ts";

/** What the classes that give a COM object our own verbs have in common: its lifetime. */
export abstract class ComWrapper<Com extends ComObject> {
  protected readonly com: Com;

  constructor(com: Com) {
    this.com = com;
  }

  /**
   * The object's address.
   * @throws {EngineError} `native` once it was released.
   */
  get pointer(): Pointer {
    return this.com.pointer;
  }

  /**
   * Asks the object for another interface. The caller owns the new reference.
   * @throws {HresultError} 0x80004002 when the object does not have it.
   */
  queryInterface(iid: string): Pointer {
    return this.com.queryInterface(iid);
  }

  /** Gives the reference up; every later call is refused. Safe to call twice. */
  release(): void {
    this.com.release();
  }

  /** Stops using an object that somebody else owns or destroyed; every later call is refused. */
  forget(): void {
    this.com.forget();
  }
}
