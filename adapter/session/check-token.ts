import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { RequestError } from "../requests/errors.ts";

/** Whoever tries tokens out is to have little time for many. */
const afterWrongMs = 500;

/** Whether the token of a configuration is the one that the adapter asks its clients for. */
export function isRightToken(wanted: string | undefined, given: string | undefined): boolean {
  return wanted === undefined || (given !== undefined && isSame(wanted, given));
}

/** The refusal of a wrong token, a while later. */
export async function refusedToken(given: string | undefined): Promise<RequestError> {
  await delay(afterWrongMs);
  const what = given === undefined ? '"token" is missing' : 'its "token" is another one';
  return new RequestError(
    "refused",
    "user",
    `This debug adapter serves only who knows its token, and ${what}: write the one that it was started with (PSDAP_TOKEN) into the configuration.`,
  );
}

/** Whether they are the same, found out in a time that tells nothing about the difference. */
function isSame(wanted: string, given: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(wanted), digest(given));
}
