import * as z from "zod/mini";
import { RequestError } from "../requests/errors.ts";
import type { Session } from "../session/session.ts";

/** A source as clients name it. */
export const sourceArgument = z.looseObject({
  path: z.nullish(z.string()),
  name: z.nullish(z.string()),
  sourceReference: z.nullish(z.int()),
});

/**
 * The path of a source on the client's machine, if it has one.
 * @throws {RequestError} `badArguments` for a URI that names no file.
 */
export function pathOf(
  { client }: Session,
  { path }: z.output<typeof sourceArgument>,
): string | undefined {
  if (!path) return undefined;
  try {
    return client.pathIn(path);
  } catch (error) {
    const sentence = `The source '${path}' names no file of this machine.`;
    throw new RequestError("badArguments", "client", sentence, error);
  }
}
