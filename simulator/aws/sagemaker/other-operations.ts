import { z } from "zod";

import { AwsError } from "./aws-error";
import type { LogStore } from "./log-store";
import type { Place } from "./place";
import type { Operations } from "./validation";
import { operation } from "./validation";

/** Parameters by name. @param values - All are of type String. */
export function parameterOperations(place: Place, values: Readonly<Record<string, string>>): Operations {
  return {
    GetParameter: operation(
      z.strictObject({ Name: z.string(), WithDecryption: z.boolean().optional() }),
      ({ Name }) => {
        const value = Object.hasOwn(values, Name) ? values[Name] : undefined;
        // The service says no more than the code.
        if (value === undefined) throw new AwsError("ParameterNotFound", "");
        return {
          Parameter: {
            ARN: place.arn("ssm", `parameter/${Name.replace(/^\//, "")}`),
            Name,
            Type: "String",
            Value: value,
            Version: 1,
            DataType: "text",
          },
        };
      },
    ),
  };
}

/** Logs of SageMaker's jobs. */
export function logOperations(place: Place, logs: LogStore): Operations {
  return {
    DescribeLogStreams: operation(
      z.strictObject({
        logGroupName: z.string(),
        logStreamNamePrefix: z.string().default(""),
        orderBy: z.literal(["LogStreamName", "LastEventTime"]).optional(),
        descending: z.boolean().default(false),
        limit: z.int().min(1).max(50).default(50),
        nextToken: z.string().optional(),
      }),
      ({ logGroupName: group, logStreamNamePrefix: prefix, descending, limit }) => {
        const names = logs.streams(group, prefix);
        const streams = (descending ? names.reverse() : names).slice(0, limit).map((name) => {
          const events = logs.events(group, name);
          return {
            logStreamName: name,
            arn: place.arn("logs", `log-group:${group}:log-stream:${name}`),
            firstEventTimestamp: events[0]?.timestamp,
            lastEventTimestamp: events.at(-1)?.timestamp,
          };
        });
        return { logStreams: streams };
      },
    ),

    GetLogEvents: operation(
      z.strictObject({
        logGroupName: z.string(),
        logStreamName: z.string(),
        startFromHead: z.boolean().default(false),
        startTime: z.number().default(0),
        endTime: z.number().default(Infinity),
        limit: z.int().min(1).max(10_000).default(10_000),
        nextToken: z.string().optional(),
      }),
      ({ logGroupName, logStreamName, startFromHead, startTime, endTime, limit, nextToken }) => {
        const events = logs
          .events(logGroupName, logStreamName)
          .filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
        // As in the service: a token is always given, and the same one again says that there is no more.
        const start = startFromHead || nextToken !== undefined ? 0 : Math.max(0, events.length - limit);
        const from = nextToken === undefined ? start : Number(/^f\/(\d+)$/.exec(nextToken)?.[1]);
        if (Number.isNaN(from)) {
          throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
        }
        const found = events.slice(from, from + limit);
        return {
          events: found.map((event) => ({ ...event, ingestionTime: event.timestamp })),
          nextForwardToken: `f/${from + found.length}`,
          nextBackwardToken: "b/0",
        };
      },
    ),
  };
}
