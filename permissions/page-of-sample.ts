import { join } from "node:path";

import { Zone } from "./never/rule";
import { neverRules } from "./never/rules";
import { permissionsOf } from "./of-stack";
import { permissionsPage } from "./page";

/** docs/permissions.md, from the full sample. */
export async function pageOfSample(): Promise<string> {
  const { world, tables } = await permissionsOf({ file: join(__dirname, "..", "samples", "full.yaml") });
  return permissionsPage(tables, neverRules(new Zone(world)));
}
