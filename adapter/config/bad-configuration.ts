import { RequestError } from "../requests/errors.ts";

/** The refusal of a configuration. @param message One sentence: key, value, cure. */
export function badConfiguration(message: string): RequestError {
  return new RequestError("badConfiguration", "user", message);
}
