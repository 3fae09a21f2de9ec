/** A text without the passwords of connection strings in it. What is masked already stays. */
export function maskText(text: string): string {
  return text.replace(/(password\s*=\s*)(?!\*\*\*)[^,]*/gi, "$1***");
}

/**
 * A copy of a message that is fit for a log: passwords in connection strings, tokens and the
 * values of environment variables are replaced by stars.
 */
export function maskSecrets(value: unknown): unknown {
  if (typeof value === "string") return maskText(value);
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === "token") return [key, "***"];
      if (key === "env") return [key, maskValues(inner)];
      return [key, maskSecrets(inner)];
    }),
  );
}

/** The names of environment variables help to understand a log, their values may be secret. */
function maskValues(env: unknown): unknown {
  if (typeof env !== "object" || env === null) return env;
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value === null ? null : "***"]),
  );
}
