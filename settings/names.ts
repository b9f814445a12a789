/**
 * The purpose of everything whose name is fixed, so that policies and other accounts can name it before it exists. A
 * purpose is the last part of a name, such as `mlops-<team>-<plane>-<purpose>`: settings/scope.ts. What is deployed keeps
 * its purpose for good, since a new name is a new resource.
 */

export const BUCKETS = {
  /** Automation: what pipelines read and write, by model and run. */
  artifacts: "artifacts",
  /** Staging, production: what endpoints were asked and answered. */
  capture: "capture",
  /** Development: the data lake. */
  data: "data",
  /** Automation: state of the deploy program, who acts for a version, policy pack. Its key has the same purpose. */
  deployState: "deploy-state",
  /** Automation: the offline store of features. */
  features: "features",
  /** Staging, production: what asynchronous and batch inference read and write. */
  inference: "inference",
  /** Automation: artifacts of experiments. */
  mlflow: "mlflow",
  /** Management: the organization's trail. */
  trail: "trail",
} as const;

/** Prefixes of the bucket `artifacts`. */
export const ARTIFACT_PREFIXES = {
  /** Code of pipelines. */
  code: "code/",
  /** Evaluations of versions, and the cases recorded with them: a pattern. */
  evaluations: "runs/*/Evaluate/*",
  /** What monitoring keeps, by model: `<model>/state/`, `<model>/runs/`, `<model>/reports/`. */
  monitoring: "monitoring/",
  /** What pipelines leave, by model and run. */
  runs: "runs/",
} as const;

/** Prefixes of the bucket `deployState`. */
export const DEPLOY_STATE_PREFIXES = {
  /** Which run of the pipeline acts for a version: one object per version, written once. */
  claims: "runs/",
  /** The policy pack that the deploy program is held to. */
  policyPack: "policies/",
} as const;

/** Prefixes of the bucket `data`, by what has happened to the data. Access is given by prefix. */
export const DATA_PREFIXES = {
  /** Files as they arrive; nobody trains on them. Data sets are folders: `landing/<dataset>/<file>`. */
  landing: "landing/",
  /** Arrivals that broke their data set's schema, with the reason as object tag. */
  quarantine: "quarantine/",
  /** Arrivals that kept it, unchanged. */
  raw: "raw/",
  /** Cleaned, typed, partitioned: what models are trained on. */
  curated: "curated/",
  /** What data scientists make of it. */
  experiments: "experiments/",
  /** Schemas of the data sets: `schemas/<dataset>.json`. */
  schemas: "schemas/",
  /** Scripts and temporary files of Glue jobs. */
  glue: "glue/",
  /** Labels of what models predicted, as they arrive: `ground-truth/<model>/<file>`. */
  groundTruth: "ground-truth/",
  /** The same once they were checked: `raw/ground-truth/<model>/arrived=<day>/<file>`. */
  rawGroundTruth: "raw/ground-truth/",
  /** Predictions with their labels, to train on: `curated/feedback_<model>/`. */
  feedback: "curated/feedback_",
} as const;

export type DataPrefix = keyof typeof DATA_PREFIXES;

/** Prefixes of the bucket `inference`: below each `<model>/input/`, `<model>/output/`, and `<model>/tests/<run>/` of tests. */
export const INFERENCE_PREFIXES = { asynchronous: "async/", batch: "batch/" } as const;

/** Roles that are not those of a function or a job, which have its purpose. Personas have roles too: components/identity. */
export const ROLES = {
  /** API Gateway writes its logs. */
  apiGatewayLogs: "api-gateway-logs",
  /** Schedules start batch inference. */
  batchScheduler: "batch-scheduler",
  /** Chat channels read alarms. */
  chat: "chat",
  /** Glue crawlers read the data lake. */
  crawlers: "crawlers",
  /** Models while they serve. */
  endpoint: "endpoint",
  /** Other accounts read online features. */
  featureReader: "feature-reader",
  /** SageMaker writes the offline store. */
  featureStore: "feature-store",
  /** The VPC writes its flow logs. */
  flowLogs: "flow-logs",
  /** The Image Build pipeline. */
  imageBuild: "image-build",
  /** The Infrastructure pipeline. */
  infrastructure: "infrastructure",
  /** CloudWatch Logs delivers to the log stream. */
  logDelivery: "log-delivery",
  /** The MLflow server. */
  mlflow: "mlflow",
  /** The Model Build pipelines. */
  modelBuild: "model-build",
  /** The Model Deploy pipeline, in staging and in production. */
  modelDeploy: "model-deploy",
  /** Whoever delivers labels of a model, one role a model: `ground-truth-<model>`. */
  groundTruth: "ground-truth",
  /** Monitoring jobs, one role a model: `monitoring-<model>`. */
  monitoring: "monitoring",
  /** Schedules start monitoring. */
  monitoringScheduler: "schedule-monitoring",
  /** SageMaker pipelines, and their steps: bias and explanations (Clarify), processing, training. */
  pipeline: "pipeline",
  clarify: "clarify",
  processing: "processing",
  training: "training",
  /** Studio, for whoever has no profile of a persona. */
  studioDefault: "studio-default",
} as const;

/** Lambda functions: also the purpose of the function's role and of its log group. */
export const FUNCTIONS = {
  announceApprovals: "announce-approvals",
  batchTransform: "batch-transform",
  captureAsynchronous: "capture-asynchronous",
  findIdleEndpoints: "find-idle-endpoints",
  guardRetraining: "guard-retraining",
  indexLogs: "index-ml-logs",
  landMirroredFiles: "land-mirrored-files",
  prepareLogSearch: "prepare-log-search",
  rotateSnowflakeKey: "rotate-snowflake-key",
  startModelDeploy: "start-model-deploy",
  validateArrivals: "validate-arrivals",
} as const;

/** Jobs of Glue, DataSync and SageMaker: also the purpose of the job's role. Events of failed runs wait in `<job>-failures`. */
export const JOBS = {
  azureDataLakeCopy: "azure-data-lake",
  azureDataLakeSync: "azure-data-lake-sync",
  /** Transform jobs of batch inference. */
  batch: "batch",
  curate: "curate",
  snowflakeImport: "snowflake-import",
} as const;

/** Queues. The dead-letter queue of one that takes events is `<queue>-dead-letters`, that of a function `<function>-dead-letters`. */
export const QUEUES = {
  /** Batch runs that schedules could not start. */
  batchDeadLetters: "batch-dead-letters",
  /** Warnings of credentials that expire, which could not be delivered. */
  credentialExpiryDeadLetters: "credential-expiry-dead-letters",
  filesArrived: "file-arrived",
  idleEndpoints: "idle-endpoints",
  modelApproved: "model-approved",
  /** Starts of monitoring that a schedule could not deliver. */
  monitoringDeadLetters: "monitoring-dead-letters",
  peopleNotices: "people-notices",
  /** Whoever asks that a model be trained: alarms, schedules, people. */
  retrainingRequests: "retraining-requests",
} as const;
