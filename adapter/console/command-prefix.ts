/** Marks a command of the engine in the console: `-exec info registers`, or a backtick in front. */
export const commandPrefix = /^\s*(?:-exec(?:\s+|$)|`)/;
