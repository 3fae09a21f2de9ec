/**
 * A Unix path as programs under Wine see it: `/a/b` is `Z:\a\b`, because Wine shows the whole file
 * system as drive Z:. Anything that is no absolute Unix path is returned unchanged.
 */
export function winePath(path: string): string {
  return path.startsWith("/") ? `Z:${path.replaceAll("/", "\\")}` : path;
}
