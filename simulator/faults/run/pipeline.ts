import { GetObjectCommand, PutObjectCommand, S3Client, type PutObjectCommandInput } from "@aws-sdk/client-s3";
import type { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { mockClient } from "aws-sdk-client-mock";

import type { Contract } from "../../../repositories/model-deploy/program/contract-schema";
import type { Context } from "../../../repositories/model-deploy/tools/context";
import { Failure } from "../../../repositories/shared/failure";
import { readRequest } from "../../../repositories/model-deploy/tools/request";
import { resolve } from "../../../repositories/model-deploy/tools/resolve";
import type { PipelineRun } from "../../azure-devops/runs";
import { ACCOUNT, REGION, TEAM } from "./plan";

/** What stage Resolve of a run came to. */
export type Resolved = "acts" | "rests" | "fails";

export interface Stage {
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
  /** Folder that the stage may write to. */
  readonly folder: string;
}

/** The stage Resolve of a run of Model Deploy: the code of the pipeline itself. Later stages follow its output `act`. */
export async function resolveRun(run: PipelineRun, { sageMaker, s3, folder }: Stage): Promise<Resolved> {
  const accounts = { automation: ACCOUNT, staging: "200000000003", production: "200000000004" };
  const { modelPackageArn, modelPackageGroup, modelPackageVersion, startedBy } = run.templateParameters;
  const request = readRequest(
    {
      MODEL_PACKAGE_ARN: modelPackageArn,
      MODEL_PACKAGE_GROUP: modelPackageGroup,
      MODEL_PACKAGE_VERSION: modelPackageVersion,
      STARTED_BY: startedBy,
    },
    { team: TEAM, region: REGION, accounts },
  );
  const lines: string[] = [];
  try {
    await resolve({
      run: {
        team: TEAM,
        region: REGION,
        accounts,
        buildId: String(run.id),
        attempt: "1",
        runUrl: `https://dev.azure.com/contoso-ml/fraud-ml/_build/results?buildId=${run.id}`,
        temporaryFolder: folder,
        stagingFolder: folder,
      },
      request,
      // Of the contract and the clients, the stage reads no more than this.
      contract: {
        team: TEAM,
        endpointRoleArn: `arn:aws:iam::${accounts.staging}:role/endpoint`,
        automation: { stateBucketName: "state" },
      } as Contract,
      clients: { sagemaker: sageMaker, s3 } as Context["clients"],
      print: (line) => lines.push(line),
      signal: new AbortController().signal,
    });
  } catch (error) {
    if (error instanceof Failure) return "fails";
    throw error;
  }
  const act = lines.map((line) => /variable=act[^\]]*\](\w+)/.exec(line)?.[1]).find(Boolean);
  if (act === undefined) throw new Error(`run ${run.id} does not say whether it acts:\n${lines.join("\n")}`);
  return act === "true" ? "acts" : "rests";
}

/**
 * A bucket with what claims need of S3: a conditional write and a read.
 * @param forgetful - Lets every write through: a pipeline without claims.
 */
export function claimsBucket(region: string, forgetful = false): S3Client {
  const objects = new Map<string, string>();
  const client = new S3Client({ region });
  mockClient(client)
    .on(PutObjectCommand)
    .callsFake(({ Key = "", Body, IfNoneMatch }: PutObjectCommandInput) => {
      if (IfNoneMatch === "*" && objects.has(Key) && !forgetful) {
        throw Object.assign(new Error("At least one of the pre-conditions you specified did not hold"), {
          name: "PreconditionFailed",
        });
      }
      objects.set(Key, Body as string);
      return {};
    })
    .on(GetObjectCommand)
    .callsFake(({ Key = "" }: { Key?: string }) => ({
      Body: { transformToString: () => Promise.resolve(objects.get(Key) ?? "") },
    }));
  return client;
}
