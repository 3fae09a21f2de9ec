import { plain, readLinked } from "./markup.ts";

/** Where an object is, and what it is. */
export interface ObjectPlace {
  readonly module: string | undefined;
  readonly type: string;
  readonly address: bigint;
}

/** One line of what `dx` shows. */
export interface DxEntry {
  readonly name: string;
  /** The display string, or the value of something simple; of a pointer without the address. */
  readonly value: string;
  readonly type: string | undefined;
  /** The object that it is, or points to. */
  readonly object: ObjectPlace | undefined;
}

/** What `dx -r1` shows of an object. */
export interface DxView {
  readonly value: string;
  /** Whether a visualizer has made it. */
  readonly visualized: boolean;
  readonly children: readonly DxEntry[];
  /** Whether there are elements behind the last of the children. */
  readonly more: boolean;
}

const childIndent = 4;
/** What the engine says behind an object that it could not read. */
const complaint = /^Error 0x[0-9a-f]+ occurred\.$/i;

/**
 * Reads the output of the engine's `dx` command, with markup. The format is nowhere written down;
 * this is what engine 10.0.10240 does:
 *
 *     <link cmd="...">v</link>                : { size=4 } [Type: Vec&lt;int&gt;]
 *         <link cmd="...">[&lt;Raw View&gt;]</link>
 *         [capacity]       : 8
 *         <link cmd="...">[0]</link>              : (1, 2) [Type: Point]
 *         <link cmd="...">[...]</link>
 *
 * @returns undefined when it shows no object.
 */
export function readDxOutput(output: string): DxView | undefined {
  const lines = linesOf(output);
  const head = lines.slice(0, 1).map(entryOf)[0];
  if (head?.object === undefined) return undefined;
  const children = lines.slice(1).map(entryOf);
  const isRaw = ({ name }: DxEntry) => /^\[<?Raw View>?\]$/.test(name);
  const isMore = ({ name }: DxEntry) => name === "[...]";
  return {
    value: head.value,
    visualized: children.some(isRaw),
    children: children.filter((child) => !isRaw(child) && !isMore(child)),
    more: children.some(isMore),
  };
}

/** The first line and those of its children; what belongs to no line is a part of the one before. */
function linesOf(output: string): string[] {
  const all = output.replaceAll("\r", "").split("\n");
  // Whatever symbols had to say when they were loaded comes first.
  const first = all.findIndex((line) => /^<(?:link|exec) cmd="dx /.test(line));
  if (first < 0) return [];
  const found: string[] = [];
  for (const line of all.slice(first)) {
    const indent = line.length - line.trimStart().length;
    if (found.length === 0 || indent === childIndent) found.push(line.trimStart());
    else if (indent === 0 && line !== "" && !complaint.test(line))
      found.push(`${found.pop()}\n${line}`);
  }
  return found;
}

function entryOf(line: string): DxEntry {
  const { link, rest } = readLinked(line);
  const [, name, tail] = nameAndTail(link?.text, link === undefined ? plain(line) : rest);
  const { text, type } = splitType(tail ?? "");
  const pointer = /\*$/.test(type ?? "")
    ? /^0x[0-9a-f`]+(?: : (.*?))?\s*:?\s*$/is.exec(text)
    : null;
  return {
    name: name ?? "",
    value: (pointer === null ? text : (pointer[1] ?? "")).replace(/\s+:?\s*$/, "").trim(),
    type,
    object: link && placeOf(link.command),
  };
}

/** The name, padded to its column, and what follows the colon. */
function nameAndTail(linked: string | undefined, rest: string): (string | undefined)[] {
  if (linked === undefined) return /^(.*?)\s*(?: : ?(.*))?$/s.exec(rest) ?? [];
  return ["", linked, /^.*?: ?(.*)$/s.exec(rest)?.[1]];
}

function splitType(tail: string): { text: string; type: string | undefined } {
  const [, text, type] = /^(.*?)\s*\[Type: ([^\n]*)\]\s*$/s.exec(tail) ?? [];
  return text === undefined ? { text: tail, type: undefined } : { text, type };
}

/** Reads the cast that the engine shows an object by: `dx -r1 (*((mod!Type *)0x1234))`. */
function placeOf(command: string): ObjectPlace | undefined {
  const [, module, type, address] =
    /\(\*\(\((?:([^!()]+)!)?(.+?) ?\*\)(0x[0-9a-f]+)\)\)/i.exec(command) ?? [];
  if (type === undefined || address === undefined || /\(\*?$/.test(type)) return undefined;
  return { module, type, address: BigInt(address) };
}
