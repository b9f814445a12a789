import type * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../components/foundation";
import type { Consumers } from "../components/identity/consumers";
import { onlyConsumers } from "../components/identity/consumers";
import type { ResourceStatement, Statement } from "../components/identity/policy";
import { METRIC_NAMESPACE } from "../components/monitoring/monitoring-metrics";
import {
  READ_VERSION_ACTIONS,
  registryGroupArn,
  registryVersionsArn,
} from "../components/sagemaker/model-registry-group";
import { ENCRYPT_AND_DECRYPT } from "../components/storage/encryption-key";
import type { MonitoredModel } from "../settings/monitored";
import { ARTIFACT_PREFIXES, BUCKETS, DATA_PREFIXES, INFERENCE_PREFIXES, ROLES } from "../settings/names";
import type { Scope } from "../settings/scope";
import { bucketArn } from "../settings/scope";
import { runStatements } from "./sagemaker-jobs";

/** A plane whose data is read, with the key that encrypts them. */
export interface WatchedPlane {
  readonly scope: Scope;
  readonly kmsKeyArn: pulumi.Input<string>;
}

export interface MonitoringAccess {
  readonly foundation: Foundation;
  readonly model: string;
  /** The stage whose endpoint or batch runs are watched. */
  readonly watched: WatchedPlane;
  /** How the model answers. But for realtime, capture names requests and answers, which lie in the inference bucket. */
  readonly inference: MonitoredModel["inference"];
  /** Whether AWS's containers judge: they compare with baselines of their own, which other steps of the build made. */
  readonly readsChecks: boolean;
  /** Where labels of the model arrive. @default none do */
  readonly labels?: WatchedPlane;
}

const WRITE_OBJECTS = ["s3:AbortMultipartUpload", "s3:PutObject"];

/** Purpose of the role that watches a model; of all of them, with `*`. A role a model: none reads what others were asked. */
export function monitoringRolePurpose(model: string): string {
  return `${ROLES.monitoring}-${model}`;
}

/**
 * The jobs that watch one model: they read what its endpoint captured, its versions, its baselines and the labels of its
 * predictions; and write findings, metrics, and rows to train on.
 */
export function monitoringStatements({
  foundation,
  model,
  watched,
  inference,
  readsChecks,
  labels,
}: MonitoringAccess): Statement[] {
  const { scope } = foundation;
  return [
    ...readCapture(watched, model),
    ...(inference === "realtime" ? [] : readBodies(watched, `${INFERENCE_PREFIXES[inference]}${model}/*`)),
    ...useArtifacts(scope, model, readsChecks),
    {
      sid: "ReadVersions",
      actions: READ_VERSION_ACTIONS,
      resources: [registryGroupArn(scope, model), registryVersionsArn(scope, model)],
    },
    ...(labels ? useLabels(labels, model) : []),
    ...runStatements(foundation, ["ProcessingJobs"], [METRIC_NAMESPACE]),
  ];
}

function readCapture({ scope, kmsKeyArn }: WatchedPlane, model: string): Statement[] {
  const capture = bucketArn(scope, BUCKETS.capture);
  return [
    { sid: "ReadCapture", actions: ["s3:GetObject"], resources: [`${capture}/${model}/*`] },
    listing("ListCapture", capture, [`${model}/*`]),
    { sid: "DecryptCapture", actions: ["kms:Decrypt", "kms:DescribeKey"], resources: [kmsKeyArn] },
  ];
}

/** Requests and answers. S3 tells only who may list them that one is gone. */
function readBodies({ scope }: WatchedPlane, own: string): Statement[] {
  const bucket = bucketArn(scope, BUCKETS.inference);
  return [
    { sid: "ReadRequests", actions: ["s3:GetObject"], resources: [`${bucket}/${own}`] },
    listing("ListRequests", bucket, [own]),
  ];
}

/** Steps of a build whose results monitors read: the model, and what it is compared with. */
const RESULTS = ["Train", "Evaluate/monitoring-baseline"];

/** Steps in which AWS's containers make baselines. */
const CHECKS = ["DataQuality", "ModelQuality", "ModelBias", "Explainability"];

/** Whoever judges a model changes neither the model nor what it is judged by, and sees none of the rows that it learned from. */
function useArtifacts(scope: Scope, model: string, readsChecks: boolean): Statement[] {
  const artifacts = bucketArn(scope, BUCKETS.artifacts);
  const own = `${ARTIFACT_PREFIXES.monitoring}${model}/*`;
  const results = [...RESULTS, ...(readsChecks ? CHECKS : [])].map(
    (step) => `${ARTIFACT_PREFIXES.runs}${model}/*/${step}/*`,
  );
  const readable = [`${ARTIFACT_PREFIXES.code}${model}/*`, ...results, own];
  return [
    {
      sid: "ReadCodeAndBaselines",
      actions: ["s3:GetObject"],
      resources: readable.map((prefix) => `${artifacts}/${prefix}`),
    },
    listing("ListArtifacts", artifacts, readable),
    { sid: "WriteFindings", actions: WRITE_OBJECTS, resources: [`${artifacts}/${own}`] },
  ];
}

function useLabels({ scope, kmsKeyArn }: WatchedPlane, model: string): Statement[] {
  const data = bucketArn(scope, BUCKETS.data);
  const labels = `${DATA_PREFIXES.rawGroundTruth}${model}/*`;
  return [
    { sid: "ReadLabels", actions: ["s3:GetObject"], resources: [`${data}/${labels}`] },
    listing("ListLabels", data, [labels]),
    {
      sid: "WriteFeedback",
      actions: WRITE_OBJECTS,
      resources: [`${data}/${DATA_PREFIXES.feedback}${model}/*`],
    },
    { sid: "UseDataKey", actions: [...ENCRYPT_AND_DECRYPT], resources: [kmsKeyArn] },
  ];
}

function listing(sid: string, bucket: string, prefixes: readonly string[]): Statement {
  return {
    sid,
    actions: ["s3:ListBucket"],
    resources: [bucket],
    conditions: { StringLike: { "s3:prefix": [...prefixes] } },
  };
}

/** What the data bucket lets monitors of another account do. Which model is whose, their own policies say. */
export function labelBucketStatements(scope: Scope, monitors: Consumers): ResourceStatement[] {
  const data = bucketArn(scope, BUCKETS.data);
  const only = onlyConsumers(monitors);
  const labels = `${DATA_PREFIXES.rawGroundTruth}*`;
  return [
    {
      sid: "MonitorsReadLabels",
      ...only,
      actions: ["s3:GetObject"],
      resources: [`${data}/${labels}`],
    },
    {
      sid: "MonitorsListLabels",
      ...only,
      conditions: { ...only.conditions, StringLike: { "s3:prefix": labels } },
      actions: ["s3:ListBucket"],
      resources: [data],
    },
    {
      sid: "MonitorsWriteFeedback",
      ...only,
      actions: WRITE_OBJECTS,
      resources: [`${data}/${DATA_PREFIXES.feedback}*`],
    },
  ];
}

/** What the key of the data bucket lets them do. */
export function labelKeyStatement(monitors: Consumers): ResourceStatement {
  return {
    sid: "MonitorsWriteFeedback",
    ...onlyConsumers(monitors),
    actions: [...ENCRYPT_AND_DECRYPT],
    resources: ["*"],
  };
}
