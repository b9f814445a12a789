import { readFileSync } from "node:fs";
import { join } from "node:path";

import { validateResourcePolicy } from "@cloud-copilot/iam-policy";
import { parse } from "yaml";
import { z } from "zod";

import * as clouds from "../simulator/clouds";
import type { Rehearsal } from "../simulator/rehearsal/run";
import { rehearse } from "../simulator/rehearsal/run";
import type { StackSettings } from "../settings/stack-file";
import { readStackFile } from "../settings/stack-file";
import type { PolicyJson } from "./graph/documents";
import type { OutsideThing } from "./graph/outside";
import { World } from "./graph/world";

/** Folder of the program. */
const ROOT = join(__dirname, "..");

/** The other team in the same organization: the same program, in accounts of its own. */
const OTHER_TEAM = "risk";

/** The landing zone that the cases are about, and its organization. */
const SAMPLE = join(ROOT, "samples", "full.yaml");
const ORGANIZATION = join(ROOT, "samples", "organization.yaml");

const outsideThings = z.array(
  z.strictObject({
    name: z.string().regex(/^[\w-]+$/),
    account: z.string(),
    arns: z.array(z.string().startsWith("arn:")).min(1),
    why: z.string(),
    policy: z.looseObject({ Version: z.string(), Statement: z.array(z.looseObject({ Effect: z.string() })) }),
  }),
);

/**
 * Rehearses the full sample, the same for another team, and the organization of both.
 *
 * @param run - Rehearses the program with some settings; whoever has rehearsed it already gives that.
 */
export async function rehearseWorld(
  run: (settings: StackSettings) => Promise<Rehearsal> = rehearseProgram,
): Promise<World> {
  const ours = await run(readStackFile(SAMPLE));
  const other = await run(ofOtherTeam(ours.settings));
  const organization = await run(withOtherTeam(readStackFile(ORGANIZATION)));
  const organizationId = ours.settings.config["mlops:organizationId"];
  if (organizationId === undefined) {
    throw new Error(`${SAMPLE} names no mlops:organizationId, so nobody is a member of anything`);
  }
  return new World({
    own: ours.graph,
    other: other.graph,
    organization: organization.graph,
    organizationId,
    outside: readOutside(join(__dirname, "outside.yaml")),
  });
}

/** @throws Error if an entry is incomplete, or its policy is none. */
export function readOutside(path: string): OutsideThing[] {
  const things = outsideThings.parse(parse(readFileSync(path, "utf8"))).map(asThing);
  for (const { name, policy } of things) {
    const [wrong] = validateResourcePolicy(policy);
    if (wrong) {
      throw new Error(`${path}: the policy of ${name} is none: ${wrong.path}: ${wrong.message}`);
    }
  }
  return things;
}

function asThing({ name, account, arns, policy }: z.infer<typeof outsideThings>[number]): OutsideThing {
  return { name, account, arns, policy: policy as unknown as PolicyJson };
}

function rehearseProgram(settings: StackSettings): Promise<Rehearsal> {
  return rehearse({ program: ROOT, settings, stackFiles: join(ROOT, "samples"), clouds });
}

/** The settings of a stack, changed; every value is text, nested ones are JSON. */
function changed(settings: StackSettings, change: Readonly<Record<string, unknown>>): StackSettings {
  const texts = Object.entries(change).map(([key, value]) => [
    `mlops:${key}`,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return {
    ...settings,
    config: { ...settings.config, ...(Object.fromEntries(texts) as Record<string, string>) },
  };
}

function nested(settings: StackSettings, key: string): Record<string, unknown> {
  return JSON.parse(settings.config[`mlops:${key}`] ?? "{}") as Record<string, unknown>;
}

function ofOtherTeam(settings: StackSettings): StackSettings {
  const project = { ...nested(settings, "azureDevOps"), project: `${OTHER_TEAM}-ml` };
  return changed(settings, {
    team: { ...nested(settings, "team"), name: OTHER_TEAM },
    accounts: {
      development: "210000000001",
      automation: "210000000002",
      staging: "210000000003",
      production: "210000000004",
    },
    azureDevOps: project,
  });
}

/** The organization stack may know our own team only. */
function withOtherTeam(settings: StackSettings): StackSettings {
  const teams = nested(settings, "teams");
  return changed(settings, { teams: { ...teams, [OTHER_TEAM]: Object.values(teams)[0] } });
}
