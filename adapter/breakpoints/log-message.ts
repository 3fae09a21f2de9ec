import type { LogPart } from "../../src/engine/model.ts";
import { RequestError } from "../requests/errors.ts";

/**
 * Takes a log message apart: `{expression}` stands for a value, `\{` and `\}` for the braces
 * themselves. Inside an expression braces may be nested and quoted.
 * @throws {RequestError} `badInput` for braces without their partner and for empty ones.
 */
export function readLogMessage(message: string): LogPart[] {
  const parts: LogPart[] = [];
  let text = "";
  let at = 0;
  while (at < message.length) {
    const char = message.charAt(at);
    if (char === "\\" && /[{}]/.test(message.charAt(at + 1))) {
      text += message.charAt(at + 1);
      at += 2;
    } else if (char === "{") {
      const end = endOfExpression(message, at + 1);
      if (end === undefined) throw refusal(message, "a '{' has no '}'");
      const expression = message.slice(at + 1, end).trim();
      if (expression === "") throw refusal(message, "there is nothing between '{' and '}'");
      if (text !== "") parts.push({ text });
      text = "";
      parts.push({ expression });
      at = end + 1;
    } else if (char === "}") {
      throw refusal(message, "a '}' has no '{'");
    } else {
      text += char;
      at++;
    }
  }
  if (text !== "") parts.push({ text });
  return parts;
}

/** Where the brace is that closes an expression. */
function endOfExpression(message: string, from: number): number | undefined {
  let depth = 0;
  for (const match of message.slice(from).matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]/g)) {
    if (match[0] === "{") depth++;
    else if (match[0] === "}" && depth-- === 0) return from + match.index;
  }
  return undefined;
}

function refusal(message: string, reason: string): RequestError {
  return new RequestError(
    "badInput",
    "client",
    `The breakpoint is not set because of its log message '${message}': ${reason}; write \\{ and \\} for the braces themselves.`,
  );
}
