import { commands, window } from "vscode";
import { maskText } from "../wire/mask-secrets.ts";
import { type Configuration, processesFor } from "./processes-for.ts";

/**
 * The part of the VS Code extension that is more than its manifest: `${command:pickProcess}` in a
 * configuration becomes the id of a process that the user chooses from those of its process server.
 */
export function activate(context: { readonly subscriptions: { dispose(): unknown }[] }): void {
  const pick = commands.registerCommand(
    "process-server.pickProcess",
    async (configuration: Configuration = {}) => {
      try {
        const processes = processesFor(configuration).then((list) =>
          list.map(({ id, name, user, commandLine }) => ({
            label: name,
            description: `${id}${user === null ? "" : ` (${user})`}`,
            detail: commandLine ?? "",
            id: String(id),
          })),
        );
        const chosen = await window.showQuickPick(processes, {
          placeHolder: maskText(`Processes of ${configuration.processServer ?? "this machine"}`),
          // Listing takes a while, and the focus may go elsewhere meanwhile.
          ignoreFocusOut: true,
          matchOnDescription: true,
          matchOnDetail: true,
        });
        return chosen?.id;
      } catch (error) {
        await window.showErrorMessage((error as Error).message);
        return undefined;
      }
    },
  );
  context.subscriptions.push(pick);
}
