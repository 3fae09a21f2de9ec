import type {
  FilledScopes,
  FrameId,
  FrameInfo,
  ScopeKind,
  ValueFormat,
  Variable,
} from "../engine/model.ts";
import type { FrameScopes } from "./host-protocol.ts";

type Read = (frame: FrameId, format?: ValueFormat) => Promise<FrameScopes>;
type Scope = Exclude<ScopeKind, "registers">;

/** Variables that were read, or are just being read. */
interface Held {
  readonly frame: FrameId;
  readonly format: ValueFormat | undefined;
  readonly scopes: Promise<FrameScopes>;
  /** The scopes that nobody has asked for yet. */
  readonly left: Set<Scope>;
}

/**
 * The arguments and locals of a frame, read together because the engine lists them together, and
 * ahead of time where they were wanted before: editors ask for the stack at every stop, then for the
 * scopes, then for what is in the one and then in the other. What was read is handed out once.
 */
export class FrameVariables {
  readonly #read: Read;
  #held: Held | undefined;
  /** What was asked for since the last reading ahead. */
  #wanted: { readonly frame: FrameId; readonly format: ValueFormat | undefined } | undefined;
  /** How the client had values written last. */
  #format: ValueFormat | undefined;
  /** The functions of frames, by thread and level. */
  readonly #functions = new Map<string, string>();
  /** Functions that were seen with arguments and locals. */
  readonly #full = new Set<string>();

  constructor(read: Read) {
    this.#read = read;
  }

  /** The arguments or the locals of a frame. */
  async list(frame: FrameId, scope: Scope, format?: ValueFormat): Promise<readonly Variable[]> {
    this.#format = format;
    let held = this.#heldOf(frame, format);
    if (!held.left.has(scope)) held = this.#hold(frame, format);
    held.left.delete(scope);
    return (await held.scopes)[scope];
  }

  /** Notes the functions of a thread's frames. */
  note(threadId: number, frames: readonly FrameInfo[]): void {
    for (const { level, name } of frames) this.#functions.set(keyOf({ threadId, level }), name);
  }

  /**
   * Whether a frame has arguments and locals. That of a function which had both before is answered
   * while they are being read.
   */
  async filled(frame: FrameId): Promise<FilledScopes> {
    const held = this.#heldOf(frame, this.#format);
    const both = { arguments: true, locals: true };
    const name = this.#functions.get(keyOf(frame)) ?? "";
    if (this.#full.has(name)) return both;
    const scopes = await held.scopes.catch(() => undefined);
    if (scopes === undefined) return both;
    const filled = { arguments: scopes.arguments.length > 0, locals: scopes.locals.length > 0 };
    if (filled.arguments && filled.locals && name !== "") this.#full.add(name);
    return filled;
  }

  /** Reads a thread's top frame if it is what somebody has looked at since this was last done. */
  readAhead(threadId: number): void {
    const wanted = this.#wanted;
    if (wanted?.frame.threadId !== threadId || wanted.frame.level !== 0) return;
    this.#wanted = undefined;
    if (this.#held === undefined) this.#hold(wanted.frame, wanted.format);
  }

  /** Forgets what was read: the debuggee is about to change, or to move. */
  forget(): void {
    this.#held = undefined;
    this.#functions.clear();
  }

  /** The variables of a frame, whoever else has asked for them. */
  #heldOf(frame: FrameId, format: ValueFormat | undefined): Held {
    this.#wanted = { frame, format };
    const held = this.#held;
    return held !== undefined && isOf(held, frame, format) ? held : this.#hold(frame, format);
  }

  #hold(frame: FrameId, format: ValueFormat | undefined): Held {
    const scopes = this.#read(frame, format);
    const held = {
      frame,
      format,
      scopes,
      left: new Set<Scope>(["arguments", "locals"]),
    };
    this.#held = held;
    // Perhaps nobody asks; whoever does is told.
    scopes.catch(() => {
      if (this.#held === held) this.#held = undefined;
    });
    return held;
  }
}

function isOf(held: Held, { threadId, level }: FrameId, format: ValueFormat | undefined): boolean {
  const { frame } = held;
  return frame.threadId === threadId && frame.level === level && held.format?.hex === format?.hex;
}

const keyOf = ({ threadId, level }: FrameId) => `${threadId} ${level}`;
