/** What the extension uses of the interface of VS Code. https://code.visualstudio.com/api/references/vscode-api */
declare module "vscode" {
  export interface QuickPickItem {
    readonly label: string;
    readonly description?: string;
    readonly detail?: string;
  }
  export const window: {
    showQuickPick<T extends QuickPickItem>(
      items: readonly T[] | Promise<readonly T[]>,
      options: {
        readonly placeHolder: string;
        readonly ignoreFocusOut: boolean;
        readonly matchOnDescription: boolean;
        readonly matchOnDetail: boolean;
      },
    ): Promise<T | undefined>;
    showErrorMessage(message: string): Promise<unknown>;
  };
  export const commands: {
    registerCommand<Args extends unknown[]>(
      command: string,
      run: (...args: Args) => unknown,
    ): { dispose(): unknown };
  };
}
