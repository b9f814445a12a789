import { ROOT } from "../../assets/root";
import { pulumiOf } from "../stack";
import { runCommand } from "./command";

runCommand(process.argv.slice(2), {
  project: ROOT,
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
