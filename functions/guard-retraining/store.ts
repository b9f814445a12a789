import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import { RetryableError } from "../shared/azure-devops/errors";
import { jsonOf } from "../shared/json";
import { type Recorded, recordedSchema } from "./record";

const askSchema = z.object({ at: z.string(), requestId: z.string(), labelledRows: z.number() });

/** A start that is not known to have happened, or not: what its run would be found by. */
const startingSchema = askSchema.extend({ reason: z.string(), record: recordedSchema });
export type Starting = z.output<typeof startingSchema>;

const stateSchema = z.object({ asks: z.array(askSchema), starting: startingSchema.optional() });
/** What is remembered of a model. */
export type State = z.output<typeof stateSchema>;

/** The state, and which one it is: it can be replaced by whoever has read the latest only. */
export interface Guard {
  readonly revision: number;
  readonly state: State;
}

/** A decision, and whether people were told of it. */
export interface Kept {
  readonly record: Recorded;
  readonly told: boolean;
}

/**
 * The table: one item `guard` a model, and one item `decision#<time of the request>#<its id>` a decision, for 400 days.
 * The state and the decision that changes it are written together or not at all.
 */
export interface Store {
  readonly guard: (model: string) => Promise<Guard>;
  readonly decision: (
    record: Pick<Recorded, "model" | "requestedAt" | "requestId">,
  ) => Promise<Kept | undefined>;
  /**
   * Replaces the state, keeps decisions, or both.
   *
   * @throws RetryableError where another function was quicker: the message is looked at again.
   */
  readonly write: (change: {
    readonly model: string;
    readonly guard?: Guard;
    readonly records: readonly Recorded[];
  }) => Promise<void>;
  /** Remembers that people were told of a decision. */
  readonly told: (record: Recorded) => Promise<void>;
  /** Whether people were told within the last day that a model is not trained for a reason. */
  readonly toldToday: (model: string, because: string, now: Date) => Promise<boolean>;
  readonly tellsToday: (model: string, because: string, now: Date) => Promise<void>;
}

const KEPT_SECONDS = 400 * 24 * 3600;
const DAY_SECONDS = 24 * 3600;

export function createStore(dynamoDb: DynamoDBClient, TableName: string): Store {
  const read = async (model: string, entry: string): Promise<Record<string, AttributeValue> | undefined> => {
    const { Item } = await dynamoDb.send(
      new GetItemCommand({ TableName, Key: keyOf(model, entry), ConsistentRead: true }),
    );
    return Item;
  };
  const set = async (model: string, entry: string, name: string, value: AttributeValue): Promise<void> => {
    await dynamoDb.send(
      new UpdateItemCommand({
        TableName,
        Key: keyOf(model, entry),
        UpdateExpression: "SET #name = :value",
        ExpressionAttributeNames: { "#name": name },
        ExpressionAttributeValues: { ":value": value },
      }),
    );
  };
  const notice = (because: string): string => `notice#${because}`;

  return {
    guard: async (model) => {
      const item = await read(model, "guard");
      return item === undefined
        ? { revision: 0, state: { asks: [] } }
        : { revision: Number(item.revision?.N), state: stateSchema.parse(jsonOf(item.state?.S ?? "")) };
    },
    decision: async (record) => {
      const item = await read(record.model, entryOf(record));
      return item === undefined
        ? undefined
        : { record: recordedSchema.parse(jsonOf(item.record?.S ?? "")), told: item.told?.BOOL === true };
    },
    write: async ({ model, guard, records }) => {
      const puts = [
        ...(guard === undefined ? [] : [putGuard(TableName, model, guard)]),
        ...records.map((record) => putDecision(TableName, record)),
      ];
      try {
        await dynamoDb.send(new TransactWriteItemsCommand({ TransactItems: puts }));
      } catch (error) {
        throw error instanceof TransactionCanceledException && wasSlower(error)
          ? new RetryableError("claimed-elsewhere", `another invocation has decided about ${model} meanwhile`)
          : error;
      }
    },
    told: (record) => set(record.model, entryOf(record), "told", { BOOL: true }),
    toldToday: async (model, because, now) => {
      const item = await read(model, notice(because));
      return Number(item?.expiration?.N ?? 0) > now.getTime() / 1000;
    },
    tellsToday: (model, because, now) =>
      set(model, notice(because), "expiration", {
        N: String(Math.floor(now.getTime() / 1000) + DAY_SECONDS),
      }),
  };
}

function keyOf(model: string, entry: string): Record<string, AttributeValue> {
  return { model: { S: model }, entry: { S: entry } };
}

function entryOf({ requestedAt, requestId }: Pick<Recorded, "requestedAt" | "requestId">): string {
  return `decision#${requestedAt}#${requestId}`;
}

function putGuard(TableName: string, model: string, { revision, state }: Guard) {
  return {
    Put: {
      TableName,
      Item: {
        ...keyOf(model, "guard"),
        revision: { N: String(revision + 1) },
        state: { S: JSON.stringify(state) },
      },
      ConditionExpression: revision === 0 ? "attribute_not_exists(revision)" : "revision = :read",
      ...(revision === 0 ? {} : { ExpressionAttributeValues: { ":read": { N: String(revision) } } }),
    },
  };
}

/** What people look for is there as attributes; the function reads the whole. */
function putDecision(TableName: string, record: Recorded) {
  const { model, outcome, because, by, reason, decidedAt } = record;
  return {
    Put: {
      TableName,
      Item: {
        ...keyOf(model, entryOf(record)),
        outcome: { S: outcome },
        ...(because === undefined ? {} : { because: { S: because } }),
        by: { S: by },
        reason: { S: reason },
        decidedAt: { S: decidedAt },
        record: { S: JSON.stringify(record) },
        told: { BOOL: false },
        expiration: { N: String(Math.floor(Date.parse(decidedAt) / 1000) + KEPT_SECONDS) },
      },
      ConditionExpression: "attribute_not_exists(outcome)",
    },
  };
}

function wasSlower({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.some(({ Code = "" }) =>
    ["ConditionalCheckFailed", "TransactionConflict"].includes(Code),
  );
}
