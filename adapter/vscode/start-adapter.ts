/**
 * Starts the adapter for VS Code, which loads the program of a debugger with `require`: that cannot
 * load the adapter itself, an ECMAScript module that waits for its own end.
 */
const adapter = "./psdap.mjs";
void import(adapter);
