import { describe, expect, test } from "vitest";
import { PacketSplitter, packet } from "./remote-packets.ts";

/** What a splitter passes on of bytes that arrive in pieces of a size. */
function split(text: string, size: number): { all: string; payloads: string[] } {
  let all = "";
  const payloads: string[] = [];
  const splitter = new PacketSplitter((raw, payload) => {
    all += raw.toString("latin1");
    if (payload !== undefined) payloads.push(payload);
  });
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0; at < bytes.length; at += size) splitter.take(bytes.subarray(at, at + size));
  return { all, payloads };
}

describe("packets of the remote protocol", () => {
  const text = `+${packet("$", "OK")}+${packet("%", "Stop:T05")}\u0003${packet("$", 'm0*"1')}-`;

  test("have a checksum", () => {
    expect(packet("$", "OK")).toBe("$OK#9a");
    expect(packet("$", "")).toBe("$#00");
  });

  test.each([1, 2, 3, 7, 1000])("are found in pieces of %i bytes, and nothing is lost", (size) => {
    const { all, payloads } = split(text, size);

    expect(all).toBe(text);
    expect(payloads).toEqual(["OK", "Stop:T05", "m0000001"]);
  });
});
