import { version } from "../../package.json";
import { ROOT } from "../../assets/root";
import { templatesIn } from "../../assets/seeds/seed-template";
import { runCommand } from "./command";
import { pulumiOf } from "../stack";

runCommand(process.argv.slice(2), {
  project: ROOT,
  templates: templatesIn(ROOT),
  version,
  environment: process.env,
  pulumi: pulumiOf(ROOT, process.env),
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
}).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 2;
  },
);
