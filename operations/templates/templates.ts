import { CONSOLE, exitWith } from "../entry";
import { version } from "../../package.json";
import { ROOT } from "../../assets/root";
import { templatesIn } from "../../assets/seeds/seed-template";
import { runCommand } from "./command";
import { pulumiOf } from "../stack";

exitWith(
  runCommand(process.argv.slice(2), {
    project: ROOT,
    templates: templatesIn(ROOT),
    version,
    environment: process.env,
    pulumi: pulumiOf(ROOT, process.env),
    ...CONSOLE,
  }),
);
