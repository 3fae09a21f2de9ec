// JSON has neither bigints, as addresses and handles are everywhere inside, nor bytes.
const bigintKey = "$bigint";
const bytesKey = "$bytes";

/** JSON text of any plain data, bigints and bytes included. Bytes are read back as Uint8Array. */
export function encodeWire(data: unknown): string {
  return JSON.stringify(data, function (this: Record<string, unknown>, key, value: unknown) {
    if (typeof value === "bigint") return { [bigintKey]: value.toString() };
    // A Buffer turns itself into something else before it arrives here as the value.
    const own = this[key];
    if (own instanceof Uint8Array) return { [bytesKey]: Buffer.from(own).toString("base64") };
    return value;
  });
}

/** The data of {@link encodeWire}'s text. */
export function decodeWire(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null) return value;
    if (bigintKey in value) return BigInt(value[bigintKey] as string);
    if (bytesKey in value) return new Uint8Array(Buffer.from(value[bytesKey] as string, "base64"));
    return value;
  });
}
