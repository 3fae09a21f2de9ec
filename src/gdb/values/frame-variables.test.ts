import { beforeEach, describe, expect, test } from "vitest";
import type { MiReply } from "../mi/mi-session.ts";
import { FrameVariables } from "./frame-variables.ts";
import type { ValueReader } from "./value-reader.ts";

const top = " --thread 1 --frame 0";
const caller = " --thread 1 --frame 1";
let asked: string[];
let variables: FrameVariables;
let reader: ValueReader;

beforeEach(() => {
  asked = [];
  variables = new FrameVariables();
  reader = {
    hex: false,
    ask: async (command: string) => {
      asked.push(/--frame \d/.exec(command)?.[0] ?? command);
      return { results: { variables: [{ name: "count", arg: "1" }, { name: "sum" }] } } as never;
    },
  } as Partial<ValueReader> as ValueReader;
});

test("are read once for the arguments and the locals", async () => {
  expect(await variables.list(top, "arguments", reader)).toMatchObject([{ name: "count" }]);
  expect(await variables.list(top, "locals", reader)).toMatchObject([{ name: "sum" }]);
  expect(asked).toEqual(["--frame 0"]);
});

describe("reading ahead", () => {
  test("is not done before anybody looked", () => {
    variables.readAhead(top);
    expect(asked).toEqual([]);
  });

  test("is done at the stop after one where somebody looked, and the reading is used", async () => {
    await variables.list(top, "arguments", reader);
    variables.forget();
    variables.readAhead(top);
    expect(asked).toEqual(["--frame 0", "--frame 0"]);
    await variables.list(top, "arguments", reader);
    expect(asked).toHaveLength(2);
  });

  test("stops when nobody looks any more", async () => {
    await variables.list(top, "arguments", reader);
    for (let stop = 0; stop < 3; stop += 1) {
      variables.forget();
      variables.readAhead(top);
    }
    expect(asked).toHaveLength(2);
  });

  test("is done for the frame that was looked at only", async () => {
    await variables.list(caller, "arguments", reader);
    variables.forget();
    variables.readAhead(top);
    expect(asked).toEqual(["--frame 1"]);
  });

  test("leaves a failure to whoever asks", async () => {
    await variables.list(top, "arguments", reader);
    variables.forget();
    reader.ask = async (): Promise<MiReply> => {
      throw new Error("no memory");
    };
    variables.readAhead(top);
    await expect(variables.list(top, "arguments", reader)).rejects.toThrow("no memory");
  });
});
