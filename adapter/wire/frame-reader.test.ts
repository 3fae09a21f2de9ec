import * as fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader } from "./frame-reader.ts";

const frame = (body: string) => `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

async function read(chunks: readonly Buffer[]): Promise<string[]> {
  const reader = new FrameReader();
  const frames: string[] = [];
  reader.on("data", (bytes: Buffer) => frames.push(bytes.toString()));
  const ended = new Promise((resolve, reject) => reader.on("end", resolve).on("error", reject));
  for (const chunk of chunks) reader.write(chunk);
  reader.end();
  await ended;
  return frames;
}

test("every message arrives whole, however the bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "grapheme" }), { maxLength: 8 }),
      fc.array(fc.nat({ max: 400 }), { maxLength: 20 }),
      async (bodies, cuts) => {
        const bytes = Buffer.from(bodies.map(frame).join(""));
        const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)), bytes.length];
        places.sort((a, b) => a - b);
        const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
        expect(await read(chunks)).toEqual(bodies.map(frame));
      },
    ),
  );
});

test("the header may be written in other ways", async () => {
  const other = "content-type: x\r\ncontent-length:2\r\n\r\n{}";
  expect(await read([Buffer.from(other)])).toEqual([frame("{}")]);
});

for (const [name, text] of [
  ["without a length", "Content-Type: x\r\n\r\n{}"],
  ["with a length that is no number", "Content-Length: many\r\n\r\n{}"],
  ["with a negative length", "Content-Length: -1\r\n\r\n{}"],
  ["with a length beyond all measure", "Content-Length: 99999999999999999999\r\n\r\n{}"],
  ["that never ends", "x".repeat(9000)],
] as const) {
  test(`a header ${name} is an error`, async () => {
    await expect(read([Buffer.from(text)])).rejects.toThrow("message of the client");
  });
}

test("many bytes in small chunks take no more than linear time", async () => {
  const body = "x".repeat(4_000_000);
  const bytes = Buffer.from(frame(body));
  const chunks = Array.from({ length: Math.ceil(bytes.length / 1000) }, (_, index) =>
    bytes.subarray(index * 1000, index * 1000 + 1000),
  );
  const before = performance.now();

  expect(await read(chunks)).toEqual([frame(body)]);

  expect(performance.now() - before).toBeLessThan(5000);
});
