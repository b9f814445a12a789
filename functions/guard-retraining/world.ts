import { ListObjectsV2Command, GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { paginateListPipelineExecutions, type SageMakerClient } from "@aws-sdk/client-sagemaker";
import * as z from "zod";
import { FinalError } from "../shared/azure-devops/errors";
import { jsonOf } from "../shared/json";
import { newestVersion } from "../shared/model-registry";
import type { Judged } from "./record";

/** What a decision needs to know beside its own history. */
export interface World {
  /** ARN of an execution of the model's SageMaker pipeline that goes on. */
  readonly execution: (model: string) => Promise<string | undefined>;
  /** ARN of the newest version, if it waits for a decision. */
  readonly waiting: (model: string) => Promise<string | undefined>;
  /** Labelled rows that monitoring has ever joined. */
  readonly labelledRows: (model: string) => Promise<number>;
  /** The latest window that monitoring had judged at a time. */
  readonly judged: (model: string, at: string, windowHours: number) => Promise<Judged>;
}

export interface WorldArgs {
  readonly sageMaker: SageMakerClient;
  readonly s3: S3Client;
  readonly team: string;
  readonly artifactBucket: string;
}

/** SageMaker ends an execution after 28 days at the latest. */
const LONGEST_EXECUTION_MS = 28 * 24 * 3_600_000;
const HOUR_MS = 3_600_000;

const labelsSchema = z.object({ labelledRows: z.int().min(0) });

export function createWorld({ sageMaker, s3, team, artifactBucket }: WorldArgs): World {
  return {
    execution: (model) => executionUnderWay(sageMaker, `${team}-${model}`),
    waiting: async (model) => {
      const newest = await newestVersion(sageMaker, `${team}-${model}`);
      return newest?.approvalStatus === "PendingManualApproval" ? newest.arn : undefined;
    },
    labelledRows: async (model) => {
      const key = `monitoring/${model}/state/labels.json`;
      const text = await textOf(s3, artifactBucket, key);
      if (text === undefined) return 0;
      const parsed = labelsSchema.safeParse(jsonOf(text));
      if (!parsed.success) {
        throw new FinalError(
          "message-malformed",
          `s3://${artifactBucket}/${key} does not say how many labelledRows there are`,
        );
      }
      return parsed.data.labelledRows;
    },
    judged: (model, at, windowHours) => latestReport({ s3, artifactBucket }, model, at, windowHours),
  };
}

async function executionUnderWay(
  sageMaker: SageMakerClient,
  PipelineName: string,
): Promise<string | undefined> {
  const pages = paginateListPipelineExecutions(
    { client: sageMaker, pageSize: 100 },
    {
      PipelineName,
      CreatedAfter: new Date(Date.now() - LONGEST_EXECUTION_MS),
      SortBy: "CreationTime",
      SortOrder: "Descending",
    },
  );
  try {
    for await (const { PipelineExecutionSummaries = [] } of pages) {
      for (const { PipelineExecutionArn, PipelineExecutionStatus = "" } of PipelineExecutionSummaries) {
        if (["Executing", "Stopping"].includes(PipelineExecutionStatus)) return PipelineExecutionArn;
      }
    }
  } catch (error) {
    // A model that was never built has no pipeline.
    if (!(error instanceof Error && error.name === "ResourceNotFound")) throw error;
  }
  return undefined;
}

/** Looks for the object first: of one that is not there S3 tells only whoever may list the whole bucket. */
async function textOf(s3: S3Client, Bucket: string, Key: string): Promise<string | undefined> {
  const { KeyCount = 0 } = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
  if (KeyCount === 0) return undefined;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
}

/** Reports lie below the end of their window, such as 2026-11-30T12Z, so that their names sort by time. */
async function latestReport(
  { s3, artifactBucket }: Pick<WorldArgs, "s3" | "artifactBucket">,
  model: string,
  at: string,
  windowHours: number,
): Promise<Judged> {
  const prefix = `monitoring/${model}/reports/`;
  const nameOf = (time: number): string => `${new Date(time).toISOString().slice(0, 13)}Z`;
  const asked = Date.parse(at);
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({
      Bucket: artifactBucket,
      Prefix: prefix,
      // A report of the window before this one is too old to have rung the alarm.
      StartAfter: `${prefix}${nameOf(asked - 2 * windowHours * HOUR_MS)}`,
    }),
  );
  const report = Contents.map(({ Key = "" }) => Key)
    .filter(
      (key) => key.endsWith("/report.json") && key.slice(prefix.length) <= `${nameOf(asked)}/report.json`,
    )
    .at(-1);
  const end = report === undefined ? undefined : /\/(\d{4}-\d\d-\d\dT\d\d)Z\/report\.json$/.exec(report)?.[1];
  if (report === undefined || end === undefined) return { window: "none" };
  const to = Date.parse(`${end}:00:00Z`);
  const from = new Date(to - windowHours * HOUR_MS);
  const short = (time: Date): string => `${time.toISOString().slice(0, 13)}Z`;
  return { window: `${short(from)}/${short(new Date(to))}`, report };
}
