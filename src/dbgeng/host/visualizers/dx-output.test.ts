import { expect, test } from "vitest";
import { readDxOutput } from "./dx-output.ts";

const vector = `<link cmd="dx -r1 (*((app!lab::Vec&lt;int&gt; *)0x63fe78))">(*@$t19),[2]d</link>    : { size=4 } [Type: lab::Vec&lt;int&gt;]
    <link cmd="dx -r1 -n (*((app!lab::Vec&lt;int&gt; *)0x63fe78))">[&lt;Raw View&gt;]</link>    
    [capacity]       : 8
    [0]              : 10
    <link cmd="dx -r1 (*((app!lab::Point *)0x63fe48))">[1]</link>              : (1, 2) [Type: lab::Point]
    <link cmd="dx -r1 -c 2 (*((app!lab::Vec&lt;int&gt; *)0x63fe78))">[...]</link>           
`;

test("tells what a visualizer makes of an object", () => {
  expect(readDxOutput(vector)).toEqual({
    value: "{ size=4 }",
    visualized: true,
    more: true,
    children: [
      { name: "[capacity]", value: "8" },
      { name: "[0]", value: "10" },
      {
        name: "[1]",
        value: "(1, 2)",
        type: "lab::Point",
        object: { module: "app", type: "lab::Point", address: 0x63fe48n },
      },
    ],
  });
});

test("tells an object that has none", () => {
  const output = `<link cmd="dx -r1 (*((app!Node *)0x63fe70))">(*@$t19),[0]d</link>                :  [Type: Node]
    [+0x000] value            : 3
    [+0x004] <link cmd="dx -r1 (*((app!Node *)0x63fe68))">next</link> : 0x63fe68 : [Type: Node *]
`;
  expect(readDxOutput(output)).toMatchObject({ value: "", visualized: false, more: false });
});

test("leaves the address of a pointer out of its value", () => {
  const pointer = (value: string) =>
    readDxOutput(
      `${vector}    <link cmd="dx -r1 (*((app!List *)0x10))">p</link>                : ${value} [Type: List *]\n`,
    )?.children.at(-1)?.value;

  expect(pointer("0x10 : 3 nodes :")).toBe("3 nodes");
  expect(pointer("0x10 :")).toBe("");
});

test("passes over what symbols say when they are loaded, and complaints behind an object", () => {
  const output = `*** WARNING: Unable to verify checksum for app.exe
${vector.split("\n")[0]}
Error 0x8007001e occurred.
`;
  expect(readDxOutput(output)).toMatchObject({ value: "{ size=4 }", children: [] });
});

test("keeps a display string of several lines together", () => {
  const output = `<link cmd="dx -r1 (*((app!Text *)0x10))">(*@$t19),d</link>    : one
two [Type: Text]
`;
  expect(readDxOutput(output)).toMatchObject({ value: "one\ntwo" });
});

test("takes errors for no object", () => {
  for (const output of ["", "ERROR (0x80004005): Unable to bind name 'x'\n", "1 : 1\n"]) {
    expect(readDxOutput(output)).toBeUndefined();
  }
});
