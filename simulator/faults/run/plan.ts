import { HOUR, MINUTE, SECOND } from "./clock";
import type { Random } from "./random";
import type { Version } from "./registry";

/** How a run is played. */
export interface Scale {
  readonly packages: number;
  readonly events: number;
}

/** What happens in the registry and on the event bus, by time since the start. */
export interface Plan {
  readonly versions: readonly Version[];
  readonly approvals: readonly { readonly at: number; readonly version: Version }[];
  readonly rejections: readonly { readonly at: number; readonly version: Version }[];
  /** Events about approvals, several for each and in no order. */
  readonly events: readonly { readonly at: number; readonly version: Version }[];
}

export const TEAM = "fraud";
export const REGION = "eu-west-1";
export const ACCOUNT = "200000000002";

/** Time over which people approve. */
const APPROVING = 4 * HOUR;

/** One in so many models gets a second version, and one in so many versions without one is rejected later. */
const SECOND_VERSION_IN = 4;
const REJECTED_IN = 8;

/**
 * Approvals over four hours. A quarter of the models gets a second version soon after the first, which takes its place;
 * an eighth of the others is rejected again. The version that took another's place is never rejected: nothing announces
 * that the first is current again, and people start its deployment by hand.
 */
export function makePlan({ packages, events }: Scale, random: Random): Plan {
  const versions: Version[] = [];
  const approvals: { at: number; version: Version }[] = [];
  const rejections: { at: number; version: Version }[] = [];
  for (let model = 1; versions.length < packages; model += 1) {
    const group = `${TEAM}-model-${model}`;
    const at = random.between(0, APPROVING);
    const first = versionOf(group, random.between(1, 9));
    versions.push(first);
    approvals.push({ at, version: first });
    if (versions.length < packages && random.next() < 1 / SECOND_VERSION_IN) {
      const second = versionOf(group, first.version + random.between(1, 9));
      versions.push(second);
      approvals.push({ at: at + random.between(SECOND, HOUR), version: second });
    } else if (random.next() < 1 / REJECTED_IN) {
      rejections.push({ at: at + random.between(SECOND, 20 * MINUTE), version: first });
    }
  }
  return { versions, approvals, rejections, events: announce(approvals, events, random) };
}

/** At least one event for each approval; the others, of any, come up to half an hour later. */
function announce(approvals: Plan["approvals"], events: number, random: Random): Plan["events"] {
  return Array.from({ length: Math.max(events, approvals.length) }, (_, index) => {
    const first = approvals[index];
    const { at, version } = first ?? approvals[random.between(0, approvals.length - 1)] ?? never();
    return { version, at: at + (first ? random.between(0, 5 * SECOND) : random.between(0, 30 * MINUTE)) };
  });
}

function versionOf(group: string, version: number): Version {
  return { group, version, arn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:model-package/${group}/${version}` };
}

function never(): never {
  throw new Error("a plan needs at least one package");
}

/** The event as EventBridge puts it into the queue. */
export function stateChange({ arn, group, version }: Version): string {
  return JSON.stringify({
    version: "0",
    id: "00000000-0000-4000-8000-000000000000",
    "detail-type": "SageMaker Model Package State Change",
    source: "aws.sagemaker",
    account: ACCOUNT,
    region: REGION,
    resources: [arn],
    detail: {
      ModelPackageGroupName: group,
      ModelPackageVersion: version,
      ModelPackageArn: arn,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "Approved",
    },
  });
}
