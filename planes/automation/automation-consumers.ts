import type { Consumers } from "../../components/identity/consumers";
import { onlyConsumers } from "../../components/identity/consumers";
import type { ResourceStatement } from "../../components/identity/policy";
import { ARTIFACT_PREFIXES, BUCKETS } from "../../settings/names";
import type { Scope } from "../../settings/scope";
import { bucketArn } from "../../settings/scope";
import type { DeployStateWriters } from "./deploy-state";

/** Roles of other accounts, by what they do here. */
export interface AutomationConsumers {
  /** Read versions and create models from them. */
  readonly versions: Consumers;
  /** Read artifacts, images and features, and decrypt them. */
  readonly content: Consumers;
  /** Read what evaluated a version, and the cases that were recorded with it. */
  readonly evaluations: Consumers;
  /** Say in the registry which version serves. */
  readonly stageMovers: Consumers;
  /** Keep the state of the deploy program here. */
  readonly state: DeployStateWriters;
}

/** Whoever reads something that the account's key encrypts. */
export function keyConsumers({ content, evaluations }: AutomationConsumers): Consumers {
  return { ...content, roleArns: [...content.roleArns, ...evaluations.roleArns] };
}

/** What the artifact bucket lets them read besides. */
export function readEvaluations(scope: Scope, consumers: Consumers): ResourceStatement {
  return {
    sid: "ReadEvaluations",
    ...onlyConsumers(consumers),
    actions: ["s3:GetObject"],
    resources: [`${bucketArn(scope, BUCKETS.artifacts)}/${ARTIFACT_PREFIXES.evaluations}`],
  };
}
