import {
  GetLogEventsCommand,
  paginateDescribeLogStreams,
  type CloudWatchLogsClient,
  type LogStream,
} from "@aws-sdk/client-cloudwatch-logs";

import { plainLines } from "../../shared/agent-log";
import { isNotFound } from "../../shared/aws-errors";
import type { StepJob } from "./step-job";

/** The end of a job's log. */
export interface LogTail {
  /** Name of the log stream. */
  readonly stream: string;
  /** The last lines, oldest first, harmless for the agent. */
  readonly lines: readonly string[];
}

/**
 * The last lines of a job's newest log stream; undefined if the job wrote none, as when it could not begin.
 *
 * @param count - At most so many events are read. @default 30
 */
export async function logTail(
  logs: CloudWatchLogsClient,
  job: StepJob,
  count = 30,
): Promise<LogTail | undefined> {
  try {
    const stream = (await streamsOf(logs, job)).sort((one, other) => newest(other) - newest(one))[0];
    if (stream?.logStreamName === undefined) {
      return undefined;
    }
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({
        logGroupName: job.logGroup,
        logStreamName: stream.logStreamName,
        limit: count,
        startFromHead: false,
      }),
    );
    const lines = events.flatMap(({ message = "" }) => plainLines(message));
    return { stream: stream.logStreamName, lines: lines.slice(-count) };
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Streams are named `<job>/algo-1-<seconds>`. Jobs of pipelines are named `pipelines-<execution>-<step>-<random>`, and
 * only up to the step's name the ARN has it in the right case for certain.
 */
async function streamsOf(logs: CloudWatchLogsClient, { name, logGroup }: StepJob): Promise<LogStream[]> {
  const prefix = /^pipelines-[a-z0-9]+-/.exec(name)?.[0] ?? name;
  const found: LogStream[] = [];
  const pages = paginateDescribeLogStreams(
    { client: logs },
    { logGroupName: logGroup, logStreamNamePrefix: prefix },
  );
  for await (const { logStreams = [] } of pages) {
    found.push(
      ...logStreams.filter(({ logStreamName = "" }) =>
        logStreamName.toLowerCase().startsWith(`${name.toLowerCase()}/`),
      ),
    );
  }
  return found;
}

/** CloudWatch may learn of the last event an hour late. */
function newest({ lastEventTimestamp = 0, lastIngestionTime = 0, creationTime = 0 }: LogStream): number {
  return Math.max(lastEventTimestamp, lastIngestionTime, creationTime);
}
