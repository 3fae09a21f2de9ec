import { consoleCommand } from "../mi/mi-quote.ts";
import type { MiSession } from "../mi/mi-session.ts";

const script = "for o in gdb.objfiles(): print('build-id', o.build_id, o.username)";
const command = consoleCommand(`python ${script}`);

/**
 * The GNU build ids of the object files that gdb has read, by path. gdb tells them in Python only:
 * none where it was built without.
 */
export async function readBuildIds(mi: MiSession): Promise<ReadonlyMap<string, string>> {
  const reply = await mi.send(command).catch(() => undefined);
  const rows = (reply?.output ?? "").matchAll(/^build-id ([0-9a-f]+) (?:target:)?(.+)$/gm);
  return new Map([...rows].map(([, id = "", path = ""]) => [path, id]));
}
