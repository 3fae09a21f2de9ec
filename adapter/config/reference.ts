import * as z from "zod/mini";
import { attachSchema, describedField, launchSchema } from "./schema.ts";

const marks = {
  start: "<!-- configuration: generated from adapter/config/schema.ts -->",
  end: "<!-- /configuration -->",
};

/** The reference of all configuration keys: a Markdown table, launch keys first. */
function configurationReference(): string {
  const launch = descriptions(launchSchema);
  const attach = descriptions(attachSchema);
  const rows = [...new Set([...launch.keys(), ...attach.keys()])].map((key) => {
    const requests = !attach.has(key) ? "launch" : !launch.has(key) ? "attach" : "both";
    const texts = new Set([launch.get(key) ?? attach.get(key), attach.get(key)]);
    const [text, ofAttach] = [...texts].filter((one) => one !== undefined);
    const meaning = ofAttach === undefined ? text : `${text} Attach: ${ofAttach}`;
    return `| \`${key}\` | ${requests} | ${meaning?.replaceAll("|", "\\|")} |`;
  });
  return ["| key | request | meaning |", "| --- | --- | --- |", ...rows].join("\n");
}

function descriptions(schema: z.ZodMiniObject): Map<string, string | undefined> {
  return new Map(
    Object.entries(schema.shape).map(([key, field]) => [
      key,
      z.globalRegistry.get(describedField(field))?.description,
    ]),
  );
}

/**
 * The text with the reference between its two marks renewed.
 * @throws when a mark is missing.
 */
export function withConfigurationReference(text: string): string {
  const start = text.indexOf(marks.start);
  const end = text.indexOf(marks.end);
  if (start < 0 || end < start) throw new Error("The marks of the configuration are missing.");
  const before = text.slice(0, start + marks.start.length);
  return `${before}\n${configurationReference()}\n${text.slice(end)}`;
}
