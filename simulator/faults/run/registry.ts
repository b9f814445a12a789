import {
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  SageMakerClient,
  type DescribeModelPackageCommandInput,
  type ListModelPackagesCommandInput,
  type ModelApprovalStatus,
} from "@aws-sdk/client-sagemaker";
import { mockClient } from "aws-sdk-client-mock";

/** A version of a model. */
export interface Version {
  readonly arn: string;
  readonly group: string;
  readonly version: number;
}

/** Where a version stands among those of its group. */
export type Standing = "current" | "not-approved" | "superseded";

/** A registry whose versions are complete, and change their approval while the run goes on. */
export class Registry {
  readonly #versions = new Map<string, { readonly of: Version; approval: ModelApprovalStatus }>();

  add(version: Version): void {
    this.#versions.set(version.arn, { of: version, approval: "PendingManualApproval" });
  }

  set(arn: string, approval: ModelApprovalStatus): void {
    const entry = this.#versions.get(arn);
    if (entry === undefined) throw new Error(`the registry has no version ${arn}`);
    entry.approval = approval;
  }

  standing({ arn, group, version }: Version): Standing {
    if (this.#versions.get(arn)?.approval !== "Approved") return "not-approved";
    const newer = [...this.#versions.values()].some(
      ({ of, approval }) => of.group === group && of.version > version && approval === "Approved",
    );
    return newer ? "superseded" : "current";
  }

  /**
   * The real client of SageMaker, answered by this registry; lists come in pages of one.
   * @param trusting - Takes every version for approved and the newest: a reader that looks up nothing.
   */
  client(region: string, trusting = false): SageMakerClient {
    const client = new SageMakerClient({ region });
    mockClient(client)
      .on(DescribeModelPackageCommand)
      .callsFake(({ ModelPackageName }: DescribeModelPackageCommandInput) => {
        const entry = this.#versions.get(ModelPackageName ?? "");
        if (entry === undefined) {
          throw Object.assign(new Error(`ModelPackage ${ModelPackageName ?? ""} does not exist.`), {
            name: "ValidationException",
          });
        }
        return described(entry.of, trusting ? "Approved" : entry.approval);
      })
      .on(ListModelPackagesCommand)
      .callsFake((input: ListModelPackagesCommandInput) => {
        const group = input.ModelPackageGroupName?.split("/").at(-1);
        const entries = [...this.#versions.values()]
          .filter(({ of, approval }) => of.group === group && !trusting && matches(input, approval))
          .sort((one, other) => other.of.version - one.of.version);
        const index = Number(input.NextToken ?? 0);
        const entry = entries[index];
        return {
          ModelPackageSummaryList: entry === undefined ? [] : [described(entry.of, entry.approval)],
          ...(index + 1 < entries.length ? { NextToken: String(index + 1) } : {}),
        };
      });
    return client;
  }
}

function matches({ ModelApprovalStatus: wanted }: ListModelPackagesCommandInput, approval: string): boolean {
  return wanted === undefined || wanted === approval;
}

function described({ arn, group, version }: Version, approval: ModelApprovalStatus) {
  return {
    ModelPackageArn: arn,
    ModelPackageGroupName: group,
    ModelPackageVersion: version,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: approval,
    CreationTime: new Date(version * 1000),
    InferenceSpecification: {
      Containers: [
        {
          Image: "200000000002.dkr.ecr.eu-west-1.amazonaws.com/fraud/serving@sha256:00",
          ModelDataUrl: `s3://models/${group}/${version}/model.tar.gz`,
        },
      ],
      SupportedContentTypes: ["text/csv"],
    },
  };
}
