import type { Location } from "../../src/engine/model.ts";
import type { Stop } from "../session/state.ts";

/** The number by which a client asks for a location; the same location keeps its number. */
export function locationReference({ locations }: Stop, location: Location): number {
  const key =
    location.kind === "code"
      ? `code ${location.address}`
      : `declaration ${location.frame.threadId} ${location.frame.level} ${location.name}`;
  return locations.number(location, key);
}
