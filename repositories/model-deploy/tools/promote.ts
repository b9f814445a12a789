import { UpdateModelPackageCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";

import { plain } from "../../shared/agent-log";
import type { StageContext } from "./context";
import {
  describeVersion,
  groupArnOf,
  LIFE_CYCLE,
  PRODUCTION_SINCE,
  versionsOf,
  type DescribedVersion,
} from "./registry";
import { verifyServing } from "./verify";

/**
 * The command `promote`: says in the model registry that production serves this version, and that it no longer serves the
 * one before. The new one goes first: after a crash in between both are in production, which the next try sees and mends;
 * the other way round none would be, and the next build's gate would have nothing to compare with.
 *
 * Approval is somebody else's: it is never given with an update.
 */
export async function promote(context: StageContext): Promise<void> {
  const { version, isRollBack, described, clients, print } = context;
  await verifyServing(context);
  if (isServing(described)) {
    print(`Version ${version.version} is in production already.`);
  } else {
    await clients.sagemaker.send(
      new UpdateModelPackageCommand({
        ModelPackageArn: version.arn,
        ModelLifeCycle: LIFE_CYCLE.serving,
        // The reference does not say whether the others stay, so that they are given, too.
        CustomerMetadataProperties: {
          ...described.CustomerMetadataProperties,
          [PRODUCTION_SINCE]: new Date().toISOString(),
        },
      }),
    );
    print(`Version ${version.version} of ${plain(version.group)} is now in production.`);
  }
  const retired = isRollBack ? LIFE_CYCLE.rolledBack : LIFE_CYCLE.superseded;
  for (const other of await othersInProduction(clients.sagemaker, version.arn)) {
    await clients.sagemaker.send(
      new UpdateModelPackageCommand({ ModelPackageArn: other.ModelPackageArn, ModelLifeCycle: retired }),
    );
    print(
      `Version ${other.ModelPackageVersion ?? "?"} is no longer: ${retired.Stage}, ${retired.StageStatus}.`,
    );
  }
}

function isServing({ ModelLifeCycle, CustomerMetadataProperties }: DescribedVersion): boolean {
  const { Stage, StageStatus } = LIFE_CYCLE.serving;
  return (
    ModelLifeCycle?.Stage === Stage &&
    ModelLifeCycle.StageStatus === StageStatus &&
    CustomerMetadataProperties?.[PRODUCTION_SINCE] !== undefined
  );
}

/** More than one if an earlier run ended in between; approved or not, since a version may be rejected while it serves. */
async function othersInProduction(sagemaker: SageMakerClient, arn: string): Promise<DescribedVersion[]> {
  const { Stage } = LIFE_CYCLE.serving;
  const candidates = (await versionsOf(sagemaker, groupArnOf(arn))).filter(
    ({ ModelPackageArn, ModelLifeCycle }) =>
      ModelPackageArn !== arn && (ModelLifeCycle === undefined || ModelLifeCycle.Stage === Stage),
  );
  const found: DescribedVersion[] = [];
  for (const { ModelPackageArn = "" } of candidates) {
    const described = await describeVersion(sagemaker, ModelPackageArn);
    if (described.ModelLifeCycle?.Stage === Stage) {
      found.push(described);
    }
  }
  return found;
}
