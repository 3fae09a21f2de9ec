import * as z from "zod";
import type { Session } from "./session.ts";

/** A source as clients name it. */
export const sourceArgument = z.looseObject({
  path: z.string().nullish(),
  name: z.string().nullish(),
  sourceReference: z.int().nullish(),
});

/** The path of a source on the client's machine, if it has one. */
export function pathOf(
  { client }: Session,
  { path }: z.output<typeof sourceArgument>,
): string | undefined {
  return path ? client.pathIn(path) : undefined;
}
