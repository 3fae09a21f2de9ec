import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MiParser, type MiRecord } from "./mi-parser.ts";
import { miQuote } from "./mi-quote.ts";

function parse(...chunks: readonly (string | Buffer)[]): MiRecord[] {
  const parser = new MiParser();
  return chunks.flatMap((chunk) => parser.push(Buffer.from(chunk as string)));
}

/** Writes a string constant as gdb does: bytes that are not printable ASCII in octal. */
function gdbString(text: string): string {
  const bytes = [...Buffer.from(text)].map((byte) =>
    byte >= 0x20 && byte < 0x7f
      ? String.fromCharCode(byte).replace(/["\\]/, "\\$&")
      : `\\${byte.toString(8).padStart(3, "0")}`,
  );
  return `"${bytes.join("")}"`;
}

type Value = string | Value[] | { [name: string]: Value };

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.string({ unit: "binary" }).map((text) => text.toWellFormed()),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z_][\w-]{0,8}$/), tie("value"), { maxKeys: 4 }),
  ),
}));

function gdbText(part: Value): string {
  if (typeof part === "string") return gdbString(part);
  if (Array.isArray(part)) return `[${part.map(gdbText).join(",")}]`;
  return `{${Object.entries(part)
    .map(([name, inner]) => `${name}=${gdbText(inner)}`)
    .join(",")}}`;
}

describe("MiParser", () => {
  test("reads every kind of record", () => {
    const records = parse(
      '12^done,value="4"\n*stopped,reason="exited",exit-code="052"\n~"hi\\n"\n(gdb) \nnoise\n',
    );

    expect(records).toEqual([
      { kind: "result", token: 12, class: "done", results: { value: "4" } },
      {
        kind: "async",
        channel: "exec",
        class: "stopped",
        results: { reason: "exited", "exit-code": "052" },
      },
      { kind: "stream", channel: "console", text: "hi\n" },
      { kind: "prompt" },
      { kind: "other", text: "noise" },
    ]);
  });

  test("drops the names in a list of results", () => {
    const [record] = parse('^done,stack=[frame={level="0"},frame={level="1"}]\n');

    expect(record).toMatchObject({ results: { stack: [{ level: "0" }, { level: "1" }] } });
  });

  test("puts a character together from octal bytes and from cut chunks", () => {
    expect(parse('~"\\342\\202\\254"\n')).toEqual([
      { kind: "stream", channel: "console", text: "€" },
    ]);
    const raw = Buffer.from('~"€"\n');
    const cut = [...raw].map((byte) => Buffer.from([byte]));
    expect(parse(...cut)).toEqual([{ kind: "stream", channel: "console", text: "€" }]);
  });

  test("gives back any value, however it is cut", () => {
    fc.assert(
      fc.property(value, fc.array(fc.nat(), { maxLength: 8 }), (written, cuts) => {
        const bytes = Buffer.from(`7^done,v=${gdbText(written)}\n`);
        const places = [0, ...cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b)];
        const chunks = places.map((from, index) =>
          bytes.subarray(from, places[index + 1] ?? bytes.length),
        );

        const [record] = parse(...chunks);

        const read = record?.kind === "result" ? record.results.v : undefined;
        expect(JSON.stringify(read)).toBe(JSON.stringify(written));
      }),
    );
  });

  test("answers garbage and cut records with exactly one record a line", () => {
    const line = fc.oneof(
      fc.string().map((text) => text.replaceAll("\n", "")),
      value.chain((whole) => {
        const text = `^done,v=${gdbText(whole)}`;
        return fc.nat(text.length).map((length) => text.slice(0, length));
      }),
      fc.constantFrom("[", "{", '"', "\\").map((mark) => `^done,v=${mark.repeat(3000)}`),
    );
    fc.assert(
      fc.property(line, (text) => {
        expect(parse(`${text}\n`)).toHaveLength(1);
      }),
    );
  });

  test("takes time in proportion to a record's length", () => {
    const record = `^done,memory=[{contents="${"ab".repeat(1 << 20)}"}]\n`;
    const bytes = Buffer.from(record);
    const chunks = Array.from({ length: 64 }, (_, index) =>
      bytes.subarray((index * bytes.length) / 64, ((index + 1) * bytes.length) / 64),
    );
    const start = performance.now();

    expect(parse(...chunks)).toHaveLength(1);

    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test("miQuote writes what the parser reads", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parse(`~${miQuote(text)}\n`)).toEqual([{ kind: "stream", channel: "console", text }]);
    }),
  );
});
