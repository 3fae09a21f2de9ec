// Stands for VS Code: loads the extension, has it ask for a process, chooses one and prints its id.
const { join } = require("node:path");
const Module = require("node:module");

const [extension, configuration, wanted] = process.argv.slice(2);
const commands = new Map();
const load = Module._load;
Module._load = (request, ...rest) => (request === "vscode" ? vscode : load(request, ...rest));
const vscode = {
  commands: {
    registerCommand(name, run) {
      commands.set(name, run);
      return { dispose() {} };
    },
  },
  window: {
    async showQuickPick(items, { placeHolder }) {
      process.stderr.write(placeHolder);
      return (await items).find(({ description }) => description.split(" ")[0] === wanted);
    },
    async showErrorMessage(message) {
      process.stderr.write(message);
    },
  },
};

const subscriptions = [];
require(join(extension)).activate({ subscriptions });
commands
  .get("process-server.pickProcess")(JSON.parse(configuration))
  .then((id) => process.stdout.write(String(id)));
