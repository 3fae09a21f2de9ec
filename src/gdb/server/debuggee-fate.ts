/** What an embedded process server is told about debuggees. */
export interface DebuggeeFate {
  /** It was launched and is held. */
  launched(processId: number): void;
  /** It was let go and lives on without a debugger, or is left stopped for another one. */
  released(processId: number): void;
  /** Resolves when all that debuggees have written so far was told. */
  flush(): Promise<void>;
  /**
   * It is gone; resolves when all it had written was told.
   * @param flushed Resolves when that was told, where it is being told already.
   */
  ended(processId: number, flushed?: Promise<void>): Promise<void>;
}
