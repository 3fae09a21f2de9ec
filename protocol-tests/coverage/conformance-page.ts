import { existsSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/** One statement of the page about conformance, and what it names as proof. */
export interface Statement {
  readonly text: string;
  readonly proof: string;
  readonly tests: readonly NamedTest[];
}

/** A test as the page names it. */
export interface NamedTest {
  /** From the root of the repository, or from protocol-tests, without `.test.ts`. */
  readonly file: string;
  readonly title: string;
}

/** Reads the statements from the tables of the page. */
export function readStatements(page: string): Statement[] {
  return page
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (---|What holds)/.test(line))
    .map((line) => {
      const [, text = "", proof = ""] = /^\| (.*?) \| (.*) \|$/.exec(line) ?? [];
      return { text, proof, tests: namedTests(proof) };
    });
}

/** Whether there still is such a test. Parts of a title that are computed may be anything. */
export function exists({ file, title }: NamedTest): boolean {
  const folder = /^(adapter|src)\//.test(file) ? root : new URL("protocol-tests/", root);
  const path = new URL(`${file}.test.ts`, folder);
  return existsSync(path) && titlesIn(readFileSync(path, "utf8")).some((each) => each.test(title));
}

function namedTests(proof: string): NamedTest[] {
  return [...proof.matchAll(/`([\w/.-]+)`((?:,? "[^"]+")*)/g)].flatMap(
    ([, file = "", titles = ""]) =>
      [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]) => ({ file, title })),
  );
}

/** The titles of all tests in a source file, without those that are computed as a whole. */
function titlesIn(code: string): RegExp[] {
  return [...code.matchAll(/\btest\(\s*(?:"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g)]
    .map(([, plain, template = ""]) =>
      plain === undefined ? template.split(/\$\{[^}]*\}/) : [plain],
    )
    .filter((parts) => /\w/.test(parts.join("")))
    .map((parts) => new RegExp(`^${parts.map(literally).join(".*")}$`));
}

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
