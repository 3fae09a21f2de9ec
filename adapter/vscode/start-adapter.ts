/**
 * Starts the adapter for VS Code. On the desktop it runs the runtime "node" within its own program, and
 * loads the debugger's with `require`: that cannot load the adapter itself, an ECMAScript module that
 * waits for its own end. (On Windows the manifest asks for "node.exe", a Node of its own, because
 * the engine host needs the program file of one.)
 */
const adapter = "./psdap.mjs";
void import(adapter);
