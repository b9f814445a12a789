import { dirname, join } from "node:path";

import * as clouds from "../simulator/clouds";
import { RefusedError } from "../settings/command-refusal";
import { rehearse } from "../simulator/rehearsal/run";
import { readStack, readStackFile } from "../settings/stack-file";
import type { Grant } from "./grants";
import { grantsOf } from "./grants";
import type { World } from "./graph/world";
import type { Breach } from "./never/breach";
import { checkNever, worldOf } from "./never";
import type { OverviewTable } from "./overview";
import { overviewOf } from "./overview";

const ROOT = join(__dirname, "..");

/** What the documents of one stack say. */
export interface StackPermissions {
  readonly stack: string;
  readonly world: World;
  readonly grants: readonly Grant[];
  readonly tables: readonly OverviewTable[];
  readonly breaches: readonly Breach[];
}

/**
 * Rehearses a stack and computes who may do what in it.
 *
 * @throws RefusedError if there is no such stack, or if it is that of an organization.
 */
export async function permissionsOf(source: {
  readonly stack?: string;
  readonly file?: string;
}): Promise<StackPermissions> {
  const { stack = "prod", file } = source;
  const settings = file === undefined ? readStack(ROOT, stack) : readStackFile(file);
  const stackFiles = file === undefined ? ROOT : dirname(file);
  const { graph } = await rehearse({ program: ROOT, settings, stackFiles, clouds });
  if (graph.stack.kind !== "landing-zone") {
    throw new RefusedError(`${settings.stack} is no landing zone, so nobody has a role in it`);
  }
  const world = worldOf(graph);
  const grants = await grantsOf(world);
  return {
    stack: settings.stack,
    world,
    grants,
    tables: overviewOf(world, grants),
    breaches: await checkNever(graph),
  };
}
