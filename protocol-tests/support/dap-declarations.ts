/** A type of the protocol, as far as its declarations use TypeScript. */
export type DapType =
  | { readonly kind: "any" }
  | { readonly kind: "simple"; readonly name: "string" | "number" | "boolean" | "null" }
  | { readonly kind: "literal"; readonly value: string }
  | { readonly kind: "named"; readonly name: string }
  | { readonly kind: "array"; readonly of: DapType }
  | { readonly kind: "map"; readonly of: DapType }
  | { readonly kind: "union"; readonly of: readonly DapType[] }
  | { readonly kind: "object"; readonly object: DapObject };

/** An interface, or an object type inside another type. */
export interface DapObject {
  readonly extends?: string | undefined;
  readonly properties: ReadonlyMap<string, { readonly optional: boolean; readonly type: DapType }>;
  /** Type of properties of any other name. */
  readonly others?: DapType | undefined;
}

/** All interfaces and types of the protocol by their names. */
export type DapDeclarations = ReadonlyMap<string, DapType>;

/**
 * Reads the declarations of `@vscode/debugprotocol`. They are generated, and use little of
 * TypeScript: interfaces, unions, literals, arrays and index signatures.
 * @throws when they use anything else.
 */
export function readDeclarations(text: string): DapDeclarations {
  return new DeclarationReader(text).declarations();
}

class DeclarationReader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    this.#tokens = code.match(/'[^']*'|[\w$]+|[^\s\w]/g) ?? [];
  }

  declarations(): DapDeclarations {
    const found = new Map<string, DapType>();
    this.#at = this.#tokens.indexOf("{") + 1;
    while (!this.#take("}")) {
      if (this.#take("interface")) {
        const name = this.#next();
        const parent = this.#take("extends") ? this.#next() : undefined;
        found.set(name, { kind: "object", object: { ...this.#object(), extends: parent } });
      } else {
        this.#expect("type");
        const name = this.#next();
        this.#expect("=");
        found.set(name, this.#type());
        this.#expect(";");
      }
    }
    return found;
  }

  #object(): DapObject {
    const properties = new Map<string, { optional: boolean; type: DapType }>();
    let others: DapType | undefined;
    this.#expect("{");
    while (!this.#take("}")) {
      if (this.#take("[")) {
        while (!this.#take("]")) this.#next();
        this.#expect(":");
        others = this.#type();
      } else {
        const name = this.#next();
        const optional = this.#take("?");
        this.#expect(":");
        properties.set(name, { optional, type: this.#type() });
      }
      this.#expect(";");
    }
    return { properties, others };
  }

  #type(): DapType {
    const of = [this.#element()];
    while (this.#take("|")) of.push(this.#element());
    return of.length === 1 ? (of[0] as DapType) : { kind: "union", of };
  }

  #element(): DapType {
    let type = this.#single();
    while (this.#take("[")) {
      this.#expect("]");
      type = { kind: "array", of: type };
    }
    return type;
  }

  #single(): DapType {
    if (this.#tokens[this.#at] === "{") {
      const object = this.#object();
      const { others, properties } = object;
      if (others !== undefined && properties.size === 0) return { kind: "map", of: others };
      return { kind: "object", object };
    }
    const token = this.#next();
    if (token === "(") {
      const type = this.#type();
      this.#expect(")");
      return type;
    }
    if (token.startsWith("'")) return { kind: "literal", value: token.slice(1, -1) };
    switch (token) {
      case "any":
      case "object":
        return { kind: "any" };
      case "string":
      case "number":
      case "boolean":
      case "null":
        return { kind: "simple", name: token };
    }
    if (!/^[A-Z]\w*$/.test(token)) throw new Error(`'${token}' begins no known type.`);
    return { kind: "named", name: token };
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new Error("The declarations end too early.");
    return token;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    const found = this.#next();
    if (found !== token)
      throw new Error(`Expected '${token}' in the declarations, got '${found}'.`);
  }
}
