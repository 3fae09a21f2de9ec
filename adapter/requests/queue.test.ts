import { expect, test } from "vitest";
import { Queue } from "./queue.ts";

test("runs one task at a time, in order, whatever fails", async () => {
  const queue = new Queue();
  const order: string[] = [];
  const task =
    (name: string, fails = false) =>
    async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };

  const results = await Promise.allSettled([
    queue.run(task("one")),
    queue.run(task("two", true)),
    queue.run(task("three")),
  ]);

  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(order).toEqual([
    "one begins",
    "one ends",
    "two begins",
    "two ends",
    "three begins",
    "three ends",
  ]);
});

test("begins at once when nothing is before", async () => {
  const queue = new Queue();
  await queue.run(async () => {});
  await Promise.resolve();
  let begun = false;

  const done = queue.run(async () => {
    begun = true;
  });

  expect(begun).toBe(true);
  await done;
});
