import type { Message } from "vscode-jsonrpc/node";

// JSON has no bigint, and addresses and handles are bigints everywhere inside.
const bigintKey = "$bigint";

/** Writes a message as JSON in which bigints survive. Use with {@link wireDecoder}. */
export const wireEncoder = {
  name: "application/json",
  async encode(message: Message): Promise<Uint8Array> {
    return Buffer.from(encodeWire(message));
  },
};

/** Reads what {@link wireEncoder} wrote. */
export const wireDecoder = {
  name: "application/json",
  async decode(bytes: Uint8Array): Promise<Message> {
    return decodeWire(Buffer.from(bytes).toString()) as Message;
  },
};

/** JSON text of any plain data, bigints included. */
export function encodeWire(data: unknown): string {
  return JSON.stringify(data, (_key, value: unknown) =>
    typeof value === "bigint" ? { [bigintKey]: value.toString() } : value,
  );
}

/** The data of {@link encodeWire}'s text. */
export function decodeWire(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !(bigintKey in value)) return value;
    return BigInt(value[bigintKey] as string);
  });
}
