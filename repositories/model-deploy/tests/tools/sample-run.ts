import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { FakeAws, type FakeAnswer } from "../../../shared/tests/fake-aws";
import type { Environment } from "../../../shared/variables";
import { main } from "../../tools/cli";
import CONTRACT from "../program/sample-contract.json";

export { CONTRACT };

export const GROUP_ARN = "arn:aws:sagemaker:eu-west-1:222222222222:model-package-group/credit-churn";
export const arnOf = (version: number): string =>
  `arn:aws:sagemaker:eu-west-1:222222222222:model-package/credit-churn/${version}`;

/** Variables of the pipeline's definition, of the run, and of Azure Pipelines. */
export const VARIABLES: Readonly<Record<string, string>> = {
  TEAM: "credit",
  AWS_REGION: "eu-west-1",
  AUTOMATION_ACCOUNT: "222222222222",
  STAGING_ACCOUNT: "333333333333",
  PRODUCTION_ACCOUNT: "444444444444",
  MODEL_PACKAGE_ARN: arnOf(7),
  MODEL_PACKAGE_GROUP: "credit-churn",
  MODEL_PACKAGE_VERSION: "7",
  STARTED_BY: "person",
  BUILD_BUILDID: "417",
  SYSTEM_JOBATTEMPT: "1",
  SYSTEM_COLLECTIONURI: "https://dev.azure.com/contoso/",
  SYSTEM_TEAMPROJECT: "Credit ML",
};

/** What the deployment has to know of version 7. */
export const VERSION = {
  arn: arnOf(7),
  group: "credit-churn",
  version: 7,
  image: "141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.7-1",
  modelDataUrl: `s3://${CONTRACT.automation.artifactBucketName}/runs/churn/7/model.tar.gz`,
  contentType: "text/csv",
} as const;

const EXECUTION = `s3://${CONTRACT.automation.artifactBucketName}/runs/churn/e7/Evaluate`;

/** A version as DescribeModelPackage answers it. */
export function described(
  version: number,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    ModelPackageArn: arnOf(version),
    ModelPackageGroupName: "credit-churn",
    ModelPackageVersion: version,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
    CreationTime: 1_767_225_600,
    LastModifiedTime: 1_767_229_200,
    LastModifiedBy: { IamIdentity: { Arn: "arn:aws:sts::222222222222:assumed-role/lead/ada@example.com" } },
    InferenceSpecification: {
      Containers: [{ Image: VERSION.image, ModelDataUrl: VERSION.modelDataUrl }],
      SupportedContentTypes: ["text/csv"],
      SupportedResponseMIMETypes: ["text/csv"],
    },
    CustomerMetadataProperties: {
      gitCommit: "9fceb02d0ae598e95dc970b74767f19372d61af8",
      casesUri: `${EXECUTION}/cases/cases.csv`,
    },
    ...more,
  };
}

/** A run of the pipeline, on an agent of its own, with an AWS that answers as a test says. */
export class SampleRun {
  readonly folder = mkdtempSync(join(tmpdir(), "run-"));
  private readonly versions = new Map<string, Record<string, unknown>>();

  private constructor(readonly aws: FakeAws) {}

  /** @param versions - What the registry holds. @default version 7 */
  static async start(versions = [described(7)]): Promise<SampleRun> {
    const run = new SampleRun(await FakeAws.start());
    for (const version of versions) run.register(version);
    run.aws
      .on("GetParameter", ({ Name }) => ({
        body: { Parameter: { Value: JSON.stringify(run.contract(String(Name).split("/")[3] ?? "")) } },
      }))
      .on("DescribeModelPackage", ({ ModelPackageName }) => run.describe(String(ModelPackageName)))
      .on("ListModelPackages", () => ({ body: { ModelPackageSummaryList: [...run.versions.values()] } }));
    return run;
  }

  register(version: Record<string, unknown>): void {
    this.versions.set(String(version.ModelPackageArn), version);
  }

  contract(stage: string): object {
    const account = stage === "production" ? "444444444444" : CONTRACT.account;
    return { ...CONTRACT, environment: stage, account };
  }

  get environment(): Environment {
    return {
      ...VARIABLES,
      ...this.aws.environment,
      AGENT_TEMPDIRECTORY: this.folder,
      BUILD_ARTIFACTSTAGINGDIRECTORY: this.folder,
    };
  }

  /** Runs a command; a stage's has what `resolve` found. */
  async command(
    argv: readonly string[],
    more: Environment = {},
  ): Promise<{ exitCode: number; lines: string[] }> {
    const lines: string[] = [];
    const VERSION_TEXT = JSON.stringify({ format: 1, isRollBack: false, version: VERSION });
    const environment = { ...this.environment, VERSION: VERSION_TEXT, ...more };
    const exitCode = await main(argv, environment, (line) => lines.push(line));
    return { exitCode, lines };
  }

  async close(): Promise<void> {
    await this.aws.close();
    rmSync(this.folder, { recursive: true });
  }

  private describe(arn: string): FakeAnswer {
    const version = this.versions.get(arn);
    return version === undefined
      ? {
          status: 400,
          body: { __type: "ValidationException", message: `ModelPackage ${arn} does not exist.` },
        }
      : { body: version };
  }
}

/** The line that shows an error on the run's page. */
export function issue(message: string): string {
  return `##vso[task.logissue type=error]${message.replaceAll("\n", "%0A")}`;
}
