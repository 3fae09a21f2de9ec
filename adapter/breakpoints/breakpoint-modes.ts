import type { DebugProtocol as Dap } from "@vscode/debugprotocol";
import { RequestError } from "../requests/errors.ts";

/** The ways to keep a breakpoint on code. The first is the one without `mode`. */
export const breakpointModes: Dap.BreakpointMode[] = [
  {
    mode: "software",
    label: "Software",
    description: "Written into the code of the program. There may be any number of them.",
    appliesTo: ["source", "instruction"],
  },
  {
    mode: "hardware",
    label: "Hardware",
    description:
      "Kept in a debug register of the processor; the code stays as it is. There are four registers, and data breakpoints take them too.",
    appliesTo: ["source", "instruction"],
  },
];

/**
 * Reads the mode of a breakpoint. An empty text counts as absent.
 * @throws {RequestError} `badInput` for a mode that is not in the list.
 */
export function readMode(mode: string | undefined): { readonly hardware?: true } {
  if (!mode || mode === "software") return {};
  if (mode === "hardware") return { hardware: true };
  const known = breakpointModes.map((each) => `"${each.mode}"`).join(" or ");
  throw new RequestError(
    "badInput",
    "client",
    `The breakpoint is not set because its mode '${mode}' is not known: write ${known}, or no mode.`,
  );
}
