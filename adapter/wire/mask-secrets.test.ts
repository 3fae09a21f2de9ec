import { expect, test } from "vitest";
import { maskSecrets, maskText } from "./mask-secrets.ts";

test("passwords, tokens and values of the environment are masked, wherever they are", () => {
  expect(
    maskSecrets({
      arguments: {
        processServer: "tcp:server=box,password=sesame,port=1",
        token: "sesame",
        env: { KEY: "sesame", GONE: null },
        list: ["password = sesame", 1, null, true],
      },
    }),
  ).toEqual({
    arguments: {
      processServer: "tcp:server=box,password=***,port=1",
      token: "***",
      env: { KEY: "***", GONE: null },
      list: ["password = ***", 1, null, true],
    },
  });
});

test("what is masked already keeps the words after it", () => {
  const sentence = "Nobody answers at tcp:server=box,password=***: start dbgsrv there.";
  expect(maskText(sentence)).toBe(sentence);
});

test("a variable that is called env or token is none of that", () => {
  const variables = { variables: [{ name: "env", value: "5" }] };
  expect(maskSecrets(variables)).toEqual(variables);
});
