import { test as base } from "vitest";
import { engineOfProject } from "./engine-of-project.ts";
import { Stage } from "./stage.ts";

interface Fixtures {
  /** Everything the test starts, on the engine of the running project. */
  stage: Stage;
}

/** A test that works on an engine. When it fails it prints every conversation it had. */
export const test = base.extend<Fixtures>({
  stage: async ({ onTestFailed }, use) => {
    const stage = new Stage(engineOfProject());
    onTestFailed(() => {
      process.stderr.write(`\n${stage.story()}\n`);
    });
    try {
      await use(stage);
      stage.expectQuiet();
    } finally {
      await stage.clear();
    }
  },
});

export { describe, expect } from "vitest";
