import type { Reporter, TestCase } from "vitest/node";
import type { Suite } from "./availability.ts";

type Counts = Record<"passed" | "failed" | "skipped", number>;

/**
 * Says at the end which suites ran, which did not and why, and which tests needed another try, so
 * that nothing is passed over in silence, and closes with the totals alone on a line.
 */
export class SummaryReporter implements Reporter {
  readonly #skippedSuites: ReadonlyMap<Suite, string>;
  readonly #counts = new Map<string, Counts>();
  readonly #laterTries: string[] = [];

  constructor(skippedSuites: ReadonlyMap<Suite, string>) {
    this.#skippedSuites = skippedSuites;
  }

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state !== "pending") this.#countsOf(test.project.name)[state] += 1;
    const { retryCount = 0, flaky = false } = test.diagnostic() ?? {};
    if (!flaky) return;
    const name = `${test.project.name}: ${test.module.relativeModuleId} > ${test.fullName}`;
    this.#laterTries.push(`passed at try ${retryCount + 1} only: ${name}`);
  }

  onTestRunEnd(
    modules: Parameters<NonNullable<Reporter["onTestRunEnd"]>>[0],
    errors: Parameters<NonNullable<Reporter["onTestRunEnd"]>>[1],
  ): void {
    const total: Counts = { passed: 0, failed: 0, skipped: 0 };
    const lines: string[] = [];
    for (const [suite, counts] of this.#counts) {
      lines.push(`${suite}: ${sentence(counts)}`);
      total.passed += counts.passed;
      total.failed += counts.failed;
      total.skipped += counts.skipped;
    }
    for (const [suite, reason] of this.#skippedSuites) {
      lines.push(`${suite}: skipped, because ${reason}`);
    }
    lines.push(...this.#laterTries);
    // A file that could not even be loaded, or an error outside of any test, counts as a failure.
    for (const module of modules) total.failed += module.errors().length > 0 ? 1 : 0;
    total.failed += errors.length;
    process.stdout.write(`\n${lines.join("\n")}\n\n${sentence(total)}\n`);
  }

  #countsOf(suite: string): Counts {
    let counts = this.#counts.get(suite);
    if (counts === undefined) {
      counts = { passed: 0, failed: 0, skipped: 0 };
      this.#counts.set(suite, counts);
    }
    return counts;
  }
}

const sentence = ({ passed, failed, skipped }: Counts) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
