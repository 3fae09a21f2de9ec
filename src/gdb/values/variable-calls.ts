import type {
  ContainerId,
  FilledScopes,
  FrameId,
  Location,
  Page,
  ScopeKind,
  SourceLine,
  ValueFormat,
  Variable,
} from "../../engine/model.ts";
import { BreakpointCalls } from "../breakpoints/breakpoint-calls.ts";
import type { DebugSession } from "../debug-session.ts";
import { Locations, withFunction } from "./locations.ts";
import { placeOptions } from "./place.ts";
import { VariableWriter } from "./variable-writer.ts";

/** The calls of an engine about variables and expressions. */
export class VariableCalls extends BreakpointCalls {
  readonly #writer: VariableWriter;
  readonly #locations: Locations;

  constructor(session: DebugSession) {
    super(session);
    this.#writer = new VariableWriter(session.mi, session.variables);
    this.#locations = new Locations(session.mi);
  }

  async filledScopes(frame: FrameId): Promise<FilledScopes> {
    return this.session.variables.filledScopes(this.place(frame));
  }

  async variables(
    frame: FrameId,
    scope: ScopeKind,
    format?: ValueFormat,
  ): Promise<readonly Variable[]> {
    const list = await this.session.variables.list(this.place(frame), scope, format);
    if (scope === "registers") return list;
    return this.#locations.withDeclarations(frame, list.map(withFunction));
  }

  async children(
    container: ContainerId,
    page: Page,
    format?: ValueFormat,
  ): Promise<readonly Variable[]> {
    this.session.run.requireStopped();
    return (await this.session.variables.children(container, page, format)).map(withFunction);
  }

  async evaluate(expression: string, frame?: FrameId, format?: ValueFormat): Promise<Variable> {
    this.session.run.requireStopped();
    const place = this.placeOrLast(frame);
    const found = this.evaluating(expression, place, () =>
      this.session.variables.evaluate(expression, placeOptions(place), format),
    );
    return withFunction(await found);
  }

  async locate(location: Location): Promise<SourceLine> {
    this.session.run.requireStopped();
    const place = location.kind === "code" ? undefined : this.place(location.frame);
    return this.#locations.find(location, placeOptions(place));
  }

  async evaluateFully(expression: string, frame?: FrameId, format?: ValueFormat): Promise<string> {
    this.session.run.requireStopped();
    const place = this.placeOrLast(frame);
    return this.evaluating(expression, place, () =>
      this.session.variables.evaluateFully(expression, placeOptions(place), format),
    );
  }

  async setVariable(
    owner: ContainerId | { readonly frame: FrameId; readonly scope: ScopeKind },
    name: string,
    value: string,
    format?: ValueFormat,
  ): Promise<Variable> {
    this.session.run.requireStopped();
    const write = () =>
      typeof owner === "number"
        ? this.#writer.inContainer(owner, name, value, format)
        : this.#writer.inScope(
            placeOptions(this.place(owner.frame)),
            owner.scope,
            name,
            value,
            format,
          );
    return withFunction(await this.evaluating(value, undefined, write));
  }

  async setExpression(
    expression: string,
    value: string,
    frame?: FrameId,
    format?: ValueFormat,
  ): Promise<Variable> {
    this.session.run.requireStopped();
    const place = this.placeOrLast(frame);
    const write = () => this.#writer.toExpression(expression, value, placeOptions(place), format);
    return withFunction(await this.evaluating(`${expression}, ${value}`, place, write));
  }
}
