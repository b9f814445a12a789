import { CONSOLE, exitWith } from "../entry";
import { ROOT } from "../../assets/root";
import { pulumiOf } from "../stack";
import { runCommand } from "./command";

exitWith(
  runCommand(process.argv.slice(2), {
    project: ROOT,
    environment: process.env,
    pulumi: pulumiOf(ROOT, process.env),
    ...CONSOLE,
  }),
);
