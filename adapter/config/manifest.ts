import * as z from "zod/mini";
import { attachSchema, launchSchema } from "./schema.ts";

/** A VS Code manifest, as far as it depends on the configuration. */
interface Manifest {
  contributes: { debuggers: { configurationAttributes?: object }[] };
}

/**
 * The text of a package.json with the configuration of `launch` and `attach` described anew, for the
 * editor of VS Code's launch.json.
 */
export function withConfigurationAttributes(text: string): string {
  const manifest = JSON.parse(text) as Manifest;
  const [debuggerOfOurs] = manifest.contributes.debuggers;
  if (debuggerOfOurs === undefined) throw new Error("The manifest contributes no debugger.");
  debuggerOfOurs.configurationAttributes = {
    launch: attributes(launchSchema),
    attach: attributes(attachSchema),
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function attributes(schema: z.ZodMiniObject): object {
  const { properties, required } = z.toJSONSchema(schema, {
    io: "input",
    // A variable of VS Code, such as ${command:pickProcess}, may stand for any text.
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
    },
  });
  return { ...(required && { required }), properties };
}
