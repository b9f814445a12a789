import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { ROOT } from "./root";

const SCRIPT = join(ROOT, "studio", "set-up.sh");

/** Environment of every Studio app, by name of the variable. No secrets: whoever may see the domain reads it. */
export type StudioEnvironment = Readonly<Record<string, pulumi.Input<string>>>;

/** The script studio/set-up.sh with the environment that it writes into a space. */
export function studioSetUp(environment: StudioEnvironment): pulumi.Output<string> {
  const [shebang = "", ...body] = readFileSync(SCRIPT, "utf8").split("\n");
  return pulumi
    .output(environment)
    .apply((values) =>
      [shebang, ...Object.entries(values).map(([key, value]) => exported(key, value)), ...body].join("\n"),
    );
}

/** @throws Error if a value would end its quotes; names, ids and ARNs of AWS never do. */
function exported(key: string, value: string): string {
  if (!/^[\w:/.,@-]*$/.test(value)) {
    throw new Error(`value of ${key} has characters that a shell script could take for code`);
  }
  return `export ${key}='${value}'`;
}
