import type { Address } from "../../src/engine/model.ts";
import type { Session } from "../session/session.ts";
import { referenceTo } from "./memory-reference.ts";

/**
 * Tells a client that keeps what it has shown that variables may have other values now.
 * @param memory The memory that was written, where it is known.
 */
export function tellChanged(
  session: Session,
  memory?: { readonly address: Address; readonly byteCount: number },
): void {
  const { client } = session;
  if (session.phase !== "stopped") return;
  if (memory !== undefined && client.tracksMemory && client.knowsMemory) {
    session.raise("memory", {
      memoryReference: referenceTo(memory.address),
      offset: 0,
      count: memory.byteCount,
    });
  }
  if (client.refreshes) session.raise("invalidated", { areas: ["variables"] });
}
