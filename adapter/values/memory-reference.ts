import type { Address } from "../../src/engine/model.ts";
import { RequestError } from "../requests/errors.ts";

/** An address as the client is told it. */
export const referenceTo = (address: Address) => `0x${BigInt.asUintN(64, address).toString(16)}`;

/**
 * The address that a client means. Like the processor, it goes on at 0 behind the last address.
 * @param offset In bytes; may be negative.
 * @throws {RequestError} `badArguments` for what is neither a hexadecimal nor a decimal number.
 */
export function addressOf(reference: string, offset = 0): Address {
  const text = reference.trim().replaceAll("`", "");
  const readable = /^(?:0x[\da-f]{1,16}|\d{1,20})$/i.test(text);
  if (!readable || BigInt(text) >= 2n ** 64n) {
    throw new RequestError(
      "badArguments",
      "client",
      `'${reference}' is no memory reference: write an address such as 0x7ff6a0001000.`,
    );
  }
  return BigInt.asUintN(64, BigInt(text) + BigInt(offset));
}
