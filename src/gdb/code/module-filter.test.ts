import { expect, test } from "vitest";
import { EngineError } from "../../engine/errors.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { ModuleFilter } from "./module-filter.ts";

/** A gdb that answers Python with this output. */
const gdb = (send: () => Promise<{ output: string }>) => ({ send }) as unknown as MiSession;

test("a condition of the client's holds in the module only", () => {
  const filter = new ModuleFilter(
    gdb(async () => ({ output: "" })),
    "plugin",
  );

  expect(filter.conditionWith(undefined)).toBe('$_psdap_is_in("plugin")');
  expect(filter.conditionWith("a || b")).toBe('$_psdap_is_in("plugin") && (a || b)');
});

test("addresses of other modules are left out, also those that begin alike", async () => {
  const filter = new ModuleFilter(
    gdb(async () => ({ output: "0x10 True\n0x100 False\n" })),
    "plugin",
  );

  expect(await filter.within(["0x10", "0x100", "0x1"])).toEqual(new Set(["0x10"]));
});

test("a gdb without Python says what to write instead", async () => {
  const filter = new ModuleFilter(
    gdb(async () => {
      throw new EngineError("native", "gdb refused the command.", {
        native: "Python scripting is not supported in this copy of GDB.",
      });
    }),
    "plugin",
  );

  await expect(filter.prepare()).rejects.toMatchObject({
    failure: "unsupported",
    message: expect.stringContaining("write the function's name without its module"),
  });
});
