import type { Variable } from "../../engine/model.ts";
import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";
import { pythonText } from "../mi/python-text.ts";
import type { ValueReader } from "./value-reader.ts";

/** More than this are not summed up at once: a list as long is for scrolling, not for reading. */
const mostAtOnce = 1000;

/** Characters of a summary; the part that exceeds them is the last. */
const room = 100;
/** Parts of one list. */
const most = 10;

/**
 * Writes values on one line, e.g. `{x = 1, at = {2, 3}, ...}`. Members and elements are read one by
 * one, for as long as there is room, so that the size of the whole does not matter.
 */
const program = `
import gdb
psdap_room, psdap_most, psdap_largest = ${room}, ${most}, 4096
def psdap_list(parts, room):
  shown = []
  for part in parts:
    if len(shown) == psdap_most or room <= 0:
      shown.append("...")
      break
    shown.append(part(room))
    room -= len(shown[-1]) + 2
  return "{" + ", ".join(shown) + "}"
def psdap_part(value, key, name):
  def write(room):
    try:
      return name + psdap_summary(value[key], room - len(name))
    except gdb.error as error:
      return name + "<" + str(error) + ">"
  return write
def psdap_is_shown(field):
  return hasattr(field, "bitpos") and not field.artificial
def psdap_is_text(element):
  return element.code == gdb.TYPE_CODE_CHAR or (
    element.code == gdb.TYPE_CODE_INT and element.sizeof == 1)
def psdap_summary(value, room):
  kind = value.type.strip_typedefs()
  if kind.code in (gdb.TYPE_CODE_REF, gdb.TYPE_CODE_RVALUE_REF):
    return psdap_summary(value.referenced_value(), room)
  if gdb.default_visualizer(value) is None:
    if kind.code in (gdb.TYPE_CODE_STRUCT, gdb.TYPE_CODE_UNION):
      return psdap_list((psdap_part(value, field, field.name + " = " if field.name else "")
        for field in kind.fields() if psdap_is_shown(field)), room)
    if kind.code == gdb.TYPE_CODE_ARRAY and not psdap_is_text(kind.target().strip_typedefs()):
      first, last = kind.range()
      return psdap_list((psdap_part(value, index, "") for index in range(first, last + 1)), room)
  if kind.sizeof > psdap_largest: return "{...}"
  return value.format_string(max_depth=0, max_elements=64)
def psdap_write(read):
  try:
    value = read()
    if value.type.sizeof <= psdap_largest: value.fetch_lazy()
    text = psdap_summary(value, psdap_room)
  except Exception:
    text = ""
  gdb.write(" ".join(text.split("\\n")) + "\\n")
def psdap_summaries(expressions):
  for expression in expressions:
    psdap_write(lambda: gdb.parse_and_eval(expression))
def psdap_elements(slice, count):
  value = gdb.parse_and_eval(slice)
  for index in range(count):
    psdap_write(lambda: value[index])
`;

/** A summary of members that were read already, for what must not be evaluated again. */
export function summaryOf(members: readonly Variable[]): string {
  const parts: string[] = [];
  for (const { name, value } of members) {
    if (parts.length === most || parts.join(", ").length >= room)
      return `{${parts.join(", ")}, ...}`;
    parts.push(`${name} = ${value}`);
  }
  return `{${parts.join(", ")}}`;
}

interface Batch {
  readonly expressions: string[];
  readonly answer: Promise<readonly string[]>;
}

/**
 * What is in structs, classes and arrays, in short. gdb's variable objects say `{...}` and `[3]`.
 *
 * All that is asked for at once goes to gdb in one command. It takes a gdb with Python.
 */
export class Summaries {
  readonly #mi: MiSession;
  readonly #open = new Map<string, Batch>();
  #installed = false;

  constructor(mi: MiSession) {
    this.#mi = mi;
  }

  /**
   * The summary of what an expression names; it is evaluated once more for it.
   * @param place Options of a command that is to run in the frame of the expression.
   * @returns undefined when gdb cannot tell.
   */
  async of(expression: string, place: string, reader: ValueReader): Promise<string | undefined> {
    const key = `${place}${reader.hex ? " hex" : ""}`;
    const batch = this.#open.get(key) ?? this.#begin(key, place, reader);
    const index = batch.expressions.push(expression) - 1;
    return (await batch.answer)[index] || undefined;
  }

  /**
   * The same of all elements of a part of an array, of which the expression is evaluated once.
   * @param slice Expression of the part as an array of its own.
   */
  async ofElements(
    slice: string,
    count: number,
    place: string,
    reader: ValueReader,
  ): Promise<readonly (string | undefined)[]> {
    if (count > mostAtOnce) return [];
    const call = `psdap_elements(${pythonText(slice)}, ${count})`;
    return (await this.#call(call, place, reader)).map((text) => text || undefined);
  }

  #begin(key: string, place: string, reader: ValueReader): Batch {
    const expressions: string[] = [];
    const answer = Promise.resolve().then(() => {
      this.#open.delete(key);
      return this.#ask(expressions, place, reader);
    });
    const batch = { expressions, answer };
    this.#open.set(key, batch);
    return batch;
  }

  async #ask(
    expressions: readonly string[],
    place: string,
    reader: ValueReader,
  ): Promise<readonly string[]> {
    if (expressions.length > mostAtOnce) return [];
    return this.#call(`psdap_summaries([${expressions.map(pythonText)}])`, place, reader);
  }

  /** The lines that a function of the program writes; none when it fails. */
  async #call(call: string, place: string, reader: ValueReader): Promise<readonly string[]> {
    if (!this.#installed) {
      this.#installed = true;
      this.#mi.send(consoleCommand(`python exec(${pythonText(program)})`)).catch(() => {});
    }
    // An array of characters may be longer than the text in it.
    const command = consoleCommand(`with print null-stop on -- python ${call}`, place);
    const reply = await reader.ask(command).catch(() => undefined);
    return reply?.output.split("\n") ?? [];
  }
}
