/** A text of the engine with one link in it at most. */
export interface Linked {
  /** What the link stands for; undefined without one. */
  readonly link: { readonly command: string; readonly text: string } | undefined;
  /** All that is not in the link. */
  readonly rest: string;
}

const entities: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
};

/** Takes a line of the engine's markup apart. Links behind the first are mere text. */
export function readLinked(line: string): Linked {
  const [whole, before, command, text, after] =
    /^(.*?)<(?:link|exec) cmd="([^"]*)"[^>]*>(.*?)<\/(?:link|exec)>(.*)$/s.exec(line) ?? [];
  if (whole === undefined) return { link: undefined, rest: plain(line) };
  return {
    link: { command: plain(command ?? ""), text: plain(text ?? "") },
    rest: plain(before ?? "") + plain(after ?? ""),
  };
}

/** The text without its markup. */
export function plain(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replace(/&[a-z]+;/g, (entity) => entities[entity] ?? entity);
}
