/**
 * Whether two paths name the same source file, as well as paths of different machines can tell.
 *
 * Upper and lower case and the two kinds of slashes do not matter, nor does a drive letter that
 * only one of them has: a Unix compiler writes `/src/a.c` for what Windows, through a network
 * drive, calls `Z:\src\a.c`. A relative path matches every path that ends in it.
 */
export function isSameFile(a: string, b: string): boolean {
  const [one, other] = [normalised(a), normalised(b)];
  if (one.drive && other.drive && one.drive !== other.drive) return false;
  if (one.rooted && other.rooted) return one.path === other.path;
  const [shorter, longer] = one.rooted ? [other, one] : [one, other];
  return (
    longer.path.endsWith(`/${shorter.path}`) ||
    shorter.path.endsWith(`/${longer.path}`) ||
    longer.path === shorter.path
  );
}

/** The last part of a path in either style. */
export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}

function normalised(text: string): { drive: string; rooted: boolean; path: string } {
  const slashes = text.toLowerCase().replaceAll("\\", "/");
  const drive = /^[a-z]:/.exec(slashes)?.[0] ?? "";
  const parts: string[] = [];
  for (const part of slashes.slice(drive.length).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const rooted = slashes.slice(drive.length).startsWith("/");
  return { drive, rooted, path: parts.join("/") };
}
