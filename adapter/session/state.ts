import type {
  ContainerId,
  FrameId,
  Location,
  ScopeKind,
  ValueFormat,
} from "../../src/engine/model.ts";
import { Handles, type Numbers } from "../values/handles.ts";

/** What a `variablesReference` stands for. */
export type Container = (
  | { readonly kind: "scope"; readonly frame: FrameId; readonly scope: ScopeKind }
  | {
      readonly kind: "children";
      readonly container: ContainerId;
      /** Number of elements, when the children are numbered. */
      readonly indexedCount: number | undefined;
    }
  /** The children from a certain one on, of something that has too many to show at once. */
  | { readonly kind: "rest"; readonly container: ContainerId; readonly start: number }
  /** Some elements of a big array, for clients that do not page by themselves. */
  | {
      readonly kind: "range";
      readonly container: ContainerId;
      readonly start: number;
      readonly count: number;
    }
) & {
  /** How the expression that it belongs to says that values are to be written. */
  readonly format?: ValueFormat | undefined;
};

/** All numbers handed out during one stop. Dropped whole when the debuggee runs again. */
export class Stop {
  readonly threadId: number;
  readonly frames: Handles<FrameId>;
  readonly containers: Handles<Container>;
  /** What can be looked up in the source. */
  readonly locations: Handles<Location>;
  /** The engine's ids of places to go on at. */
  readonly gotoTargets: Handles<number>;
  /** The engine's ids of functions to step into. */
  readonly stepInTargets: Handles<number>;

  constructor(threadId: number, numbers: Numbers) {
    this.threadId = threadId;
    this.frames = new Handles(numbers);
    this.containers = new Handles(numbers);
    this.locations = new Handles(numbers);
    this.gotoTargets = new Handles(numbers);
    this.stepInTargets = new Handles(numbers);
  }
}

/**
 * Where a session is.
 *
 * - `new`: the client has not introduced itself.
 * - `idle`: nothing was launched or attached to yet, or that failed.
 * - `starting`: a launch or attach is on its way to a held debuggee.
 * - `configuring`: the debuggee is held until `configurationDone`.
 * - `running`, `stopped`: what the debuggee does.
 * - `restarting`: between the old and the new debuggee of a `restart`.
 * - `exited`: the debuggee or its server is gone; the session waits for the client to leave.
 * - `ending`: an ending is being carried out. It returns to `before` when the debuggee refuses.
 * - `over`: everything is released.
 */
export type State =
  | { readonly phase: "new" }
  | { readonly phase: "idle" }
  | { readonly phase: "starting" }
  | { readonly phase: "configuring" }
  | { readonly phase: "running" }
  | { readonly phase: "stopped"; readonly stop: Stop }
  | { readonly phase: "restarting" }
  | { readonly phase: "exited" }
  | { readonly phase: "ending"; readonly before: State }
  | { readonly phase: "over" };
export type Phase = State["phase"];

const allowed: Record<Phase, readonly Phase[]> = {
  new: ["idle", "ending"],
  idle: ["starting", "ending"],
  starting: ["configuring", "idle", "ending"],
  configuring: ["running", "idle", "exited", "ending"],
  running: ["stopped", "restarting", "exited", "ending"],
  // A second stop without a resume in between: an engine command moved the debuggee.
  stopped: ["running", "stopped", "restarting", "exited", "ending"],
  restarting: ["running", "stopped", "exited", "ending"],
  exited: ["ending"],
  ending: ["configuring", "running", "stopped", "restarting", "exited", "idle", "starting", "over"],
  over: [],
};

/** All phases, for requests that are answered at any time. */
export const everyPhase = Object.keys(allowed) as readonly Phase[];

/**
 * Moves to `next`, or throws when that step cannot happen.
 *
 * A throw here is a defect in the adapter or the engine. Staying silent would show up much later,
 * as a client that waits for a `stopped` that never comes.
 */
export function advance(current: State, next: State): State {
  if (!allowed[current.phase].includes(next.phase)) {
    throw new Error(`A session cannot go from '${current.phase}' to '${next.phase}'.`);
  }
  return next;
}
