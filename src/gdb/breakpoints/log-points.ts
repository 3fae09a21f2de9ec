import { EngineError } from "../../engine/errors.ts";
import type { BreakpointRules } from "../../engine/model.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { pythonText } from "../mi/python-text.ts";
import { callRefusal } from "../run/function-calls.ts";

/** What marks a remark of gdb as the line of a log point. */
const mark = "psdap-log ";

/**
 * A function that a condition calls: it counts, logs and answers 0, so that gdb goes on with
 * whatever it was doing, be it a step. Nothing but gdb takes part in a hit, so a busy loop can be
 * interrupted like any other.
 */
const program = `
import gdb, json
psdap_logs = {}
class PsdapLog(gdb.Function):
  def __init__(self):
    super().__init__("psdap_log")
  def invoke(self, key):
    entry = psdap_logs.get(int(key))
    if entry is None: return 0
    entry["hits"] += 1
    hit, rule = entry["hits"], entry["rule"]
    if rule is not None:
      count = rule["count"]
      counts = {"==": hit == count, ">": hit > count, ">=": hit >= count, "<": hit < count,
        "<=": hit <= count, "%": count > 0 and hit % count == 0}
      if not counts[rule["operator"]]: return 0
    line = ""
    for part in entry["parts"]:
      if "text" in part:
        line += part["text"]
        continue
      try:
        value = gdb.parse_and_eval(part["expression"])
        line += value.format_string(max_elements=200)
      except Exception as error:
        if "${callRefusal}" in str(error):
          entry["hits"] -= 1
          raise gdb.GdbError(str(error))
        line += "<" + str(error) + ">"
    gdb.write("${mark}" + json.dumps([int(key), line]) + "\\n", gdb.STDLOG)
    return 0
PsdapLog()
`;

/** The breakpoints that log instead of stopping. */
export class LogPoints {
  readonly #mi: MiSession;
  #ready: Promise<unknown> | undefined;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /**
   * Tells gdb what a breakpoint logs.
   * @returns the condition under which gdb is to stop; it never holds.
   * @throws {EngineError} `unsupported` when this gdb was built without Python.
   */
  async conditionFor(id: number, rules: BreakpointRules): Promise<string> {
    this.#ready ??= this.#python(program);
    try {
      await this.#ready;
    } catch (error) {
      throw new EngineError(
        "unsupported",
        "This gdb was built without Python, which log points need: install a gdb that has it.",
        { cause: error },
      );
    }
    const entry = JSON.stringify({ hits: 0, rule: rules.hits ?? null, parts: rules.log ?? [] });
    await this.#python(`psdap_logs[${id}] = json.loads(${pythonText(entry)})`);
    const log = `$psdap_log(${id})`;
    return rules.condition ? `(${rules.condition}) && ${log}` : log;
  }

  /** Counts from the beginning, for a new debuggee. */
  restart(): void {
    if (this.#ready === undefined) return;
    this.#python("for entry in psdap_logs.values(): entry['hits'] = 0").catch(() => {});
  }

  async #python(text: string): Promise<void> {
    await this.#mi.send(consoleCommand(`python exec(${pythonText(text)})`));
  }
}

/** The line that a log point wrote, and its breakpoint; undefined for any other remark of gdb. */
export function loggedLine(remark: string): LoggedLine | undefined {
  if (!remark.startsWith(mark)) return undefined;
  try {
    const [breakpointId, line] = JSON.parse(remark.slice(mark.length));
    return { breakpointId, line };
  } catch {
    return undefined;
  }
}

/** A line of a log point. */
export interface LoggedLine {
  readonly breakpointId: number;
  readonly line: string;
}
