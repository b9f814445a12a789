import { Logger } from "@aws-lambda-powertools/logger";
import { GlueClient, StartJobRunCommand } from "@aws-sdk/client-glue";
import type { Context } from "aws-lambda";
import { mockClient } from "aws-sdk-client-mock";

import { createHandler } from "../../../functions/validate-arrivals/create-handler";
import { readSettings } from "../../../functions/validate-arrivals/environment";
import type { Graph } from "../../rehearsal/graph";
import { text } from "../../rehearsal/graph-lookup";
import { message } from "../approval";
import type { EventRoute } from "../approval-route";
import { environmentOf, eventRoute } from "../approval-route";
import { DataBucket } from "./data-bucket";

/** Where a stack's files arrive, played: its rule, its queue, its function with its own code, and the job that it starts. */
export class Arrivals {
  readonly bucket: DataBucket;
  readonly bucketName: string;
  /** Names of the jobs that were started, in order. */
  readonly jobs: string[] = [];
  private readonly handler: ReturnType<typeof createHandler>;
  private readonly context: Context;

  private constructor(readonly route: EventRoute) {
    const settings = readSettings(environmentOf(route.lambda));
    const region = route.lambda.provider?.region ?? "";
    this.bucketName = settings.bucket;
    this.bucket = new DataBucket(region);
    const glue = new GlueClient({ region });
    mockClient(glue)
      .on(StartJobRunCommand)
      .callsFake(({ JobName }: { JobName: string }) => ({ JobRunId: `jr_${this.jobs.push(JobName)}` }));
    this.handler = createHandler(
      settings,
      { s3: this.bucket.s3, glue },
      new Logger({ serviceName: "validate-arrivals", logLevel: "SILENT" }),
    );
    this.context = {
      functionName: text(route.lambda.outputs.name),
      awsRequestId: "rehearsal",
      getRemainingTimeInMillis: () => Number(route.lambda.inputs.timeout) * 1000,
    } as Context;
  }

  /** @throws Error that names the hop where the way of a file's event ends. */
  static of(graph: Graph, bucketName: string, key: string): Arrivals {
    return new Arrivals(eventRoute(graph, objectCreated(bucketName, key, 1)));
  }

  /**
   * A file is put into the bucket.
   *
   * @returns Keys that are there and were not before, once the function is done.
   * @throws Error if the message stays on the queue.
   */
  async put(key: string, content: string): Promise<string[]> {
    const { bucket, route } = this;
    const before = new Set(bucket.objects.keys());
    bucket.objects.set(key, content);
    const event = objectCreated(this.bucketName, key, Buffer.byteLength(content));
    const { batchItemFailures } = await this.handler(message(route.queue, event), this.context);
    if (batchItemFailures.length > 0) {
      throw new Error(`${key} was not moved: its message stays on queue ${text(route.queue.outputs.name)}`);
    }
    return [...bucket.objects.keys()].filter((each) => !before.has(each)).sort();
  }
}

/** "Object Created", as S3 documents it. */
function objectCreated(bucket: string, key: string, size: number) {
  return {
    version: "0",
    id: "00000000-0000-4000-8000-000000000001",
    "detail-type": "Object Created",
    source: "aws.s3",
    time: "2026-01-15T09:00:00Z",
    detail: {
      bucket: { name: bucket },
      object: { key, size, "version-id": "v1" },
      reason: "PutObject",
    },
  };
}
