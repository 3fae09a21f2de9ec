import type { VerbCase } from "../verb-case.ts";
import { breakpointCases } from "./breakpoint-cases.ts";
import { clientCases } from "./client-cases.ts";
import { controlCases } from "./control-cases.ts";
import { controlStopCases } from "./control-stop-cases.ts";
import { dataSpacesCases } from "./data-spaces-cases.ts";
import { registersCases } from "./registers-cases.ts";
import { symbolGroupCases } from "./symbol-group-cases.ts";
import { symbolsCases } from "./symbols-cases.ts";
import { systemObjectsCases } from "./system-objects-cases.ts";

/** Every verb of every class of the native binding. */
export const allCases: readonly VerbCase[] = [
  ...clientCases,
  ...controlCases,
  ...controlStopCases,
  ...symbolsCases,
  ...symbolGroupCases,
  ...breakpointCases,
  ...dataSpacesCases,
  ...registersCases,
  ...systemObjectsCases,
];
