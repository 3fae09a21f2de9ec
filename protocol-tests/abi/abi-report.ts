/** What happened when a verb was tried. */
export interface VerbReport {
  /** The calls that the fake engine noted: method and arguments. */
  readonly calls: readonly (readonly string[])[];
  readonly result?: unknown;
  readonly error?: ErrorReport | undefined;
}

/** An error as the program saw it. */
export interface ErrorReport {
  readonly type: string;
  readonly message: string;
  readonly interfaceName?: string | undefined;
  readonly method?: string | undefined;
  readonly code?: number | undefined;
}

/** Everything that the program under Windows Node reports, written with node:v8. */
export interface AbiReport {
  readonly engineVersion: unknown;
  /** Own methods of each class. */
  readonly verbs: Readonly<Record<string, readonly string[]>>;
  /** Each case with the planned answer, in the order of the cases. */
  readonly succeeding: readonly VerbReport[];
  /** Each case with the fake engine answering E_UNEXPECTED. */
  readonly failing: readonly VerbReport[];
  readonly events: {
    readonly received: readonly unknown[];
    readonly answers: readonly number[];
    readonly reported: readonly string[];
    readonly withoutReceivers: readonly number[];
  };
  readonly output: { readonly received: readonly unknown[]; readonly answer: number };
  readonly identity: Readonly<Record<string, unknown>>;
  readonly lifetime: Readonly<Record<string, VerbReport>>;
  /** Loading an engine that is newer than the dbghelp.dll of this Wine. */
  readonly newerEngine: VerbReport;
}
