import type { FrameId, ScopeKind, ValueFormat, Variable } from "../engine/model.ts";
import type { FrameScopes } from "./host-protocol.ts";

type Read = (frame: FrameId, format?: ValueFormat) => Promise<FrameScopes>;

/**
 * The locals of a frame come along with its arguments: the engine lists both together, and editors
 * ask for one after the other. What came along is good for the very next call only.
 */
export class FrameVariables {
  readonly #read: Read;
  #locals: { readonly of: string; readonly variables: readonly Variable[] } | undefined;

  constructor(read: Read) {
    this.#read = read;
  }

  /** The arguments or the locals of a frame. */
  async list(
    frame: FrameId,
    scope: Exclude<ScopeKind, "registers">,
    format?: ValueFormat,
  ): Promise<readonly Variable[]> {
    const of = JSON.stringify([frame.threadId, frame.level, format]);
    const known = this.#locals;
    this.#locals = undefined;
    if (scope === "locals" && known?.of === of) return known.variables;
    const { arguments: parameters, locals } = await this.#read(frame, format);
    if (scope === "locals") return locals;
    this.#locals = { of, variables: locals };
    return parameters;
  }

  /** Forgets what came along: something else was asked of the engine, which may have changed it. */
  forget(): void {
    this.#locals = undefined;
  }
}
