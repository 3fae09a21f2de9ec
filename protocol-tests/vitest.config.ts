import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { type Suite, suites, whyNot } from "./support/availability.ts";
import { SummaryReporter } from "./support/summary-reporter.ts";

const minute = 60_000;

// Suites named here must not be skipped, e.g. PSDAP_REQUIRE=gdb,abi.
const required = (process.env.PSDAP_REQUIRE ?? "").split(",");
const skipped = new Map<Suite, string>();
for (const suite of suites) {
  const reason = whyNot(suite);
  if (reason === undefined) continue;
  if (required.includes(suite)) throw new Error(`The ${suite} tests must run, but ${reason}.`);
  skipped.set(suite, reason);
}

/** The scenarios, on one engine. */
function scenarios(engine: "gdb" | "dbgeng", order: number): TestProjectInlineConfiguration {
  const wine = engine === "dbgeng" && process.platform !== "win32";
  return {
    test: {
      name: engine,
      include: ["protocol-tests/scenarios/**/*.test.ts"],
      env: { PSDAP_TEST_ENGINE: engine },
      globalSetup: wine ? ["protocol-tests/support/wine-machines.ts"] : [],
      testTimeout: engine === "gdb" ? 2 * minute : 3 * minute,
      hookTimeout: 2 * minute,
      // Real debuggees on a busy machine; the summary names whoever needed another try.
      retry: wine ? 2 : 1,
      // Every test runs an adapter, a debugger and a debuggee.
      maxWorkers: engine === "gdb" ? 3 : 4,
      maxConcurrency: engine === "gdb" ? 4 : 2,
      sequence: { groupOrder: order },
    },
  };
}

const all: TestProjectInlineConfiguration[] = [
  {
    test: {
      name: "unit",
      include: ["src/**/*.test.ts", "adapter/**/*.test.ts", "protocol-tests/support/**/*.test.ts"],
      testTimeout: minute,
      sequence: { groupOrder: 0 },
    },
  },
  {
    test: {
      name: "requests",
      include: ["protocol-tests/requests/**/*.test.ts"],
      testTimeout: minute,
      sequence: { groupOrder: 0 },
    },
  },
  {
    test: {
      name: "abi",
      include: ["protocol-tests/abi/**/*.test.ts"],
      testTimeout: 2 * minute,
      hookTimeout: 5 * minute,
      maxWorkers: 2,
      sequence: { groupOrder: 1 },
    },
  },
  scenarios("gdb", 2),
  scenarios("dbgeng", 3),
];

export default defineConfig({
  test: {
    projects: all.filter((project) => !skipped.has(project.test?.name as Suite)),
    reporters: ["default", new SummaryReporter(skipped)],
    teardownTimeout: minute,
  },
});
