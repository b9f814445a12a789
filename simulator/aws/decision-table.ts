import {
  type AttributeValue,
  DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { mockClient } from "aws-sdk-client-mock";

type Item = Record<string, AttributeValue>;

interface Put {
  readonly Item: Item;
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Item;
}

/**
 * A client whose table of decisions about training lies in memory, with the conditions that the function uses. Any other
 * condition or update is refused.
 *
 * @param items - The table's content, by model and entry with a space between them.
 */
export function decisionTable(region: string, items: Map<string, Item>): DynamoDBClient {
  const client = new DynamoDBClient({ region });
  mockClient(client)
    .on(GetItemCommand)
    .callsFake(({ Key }: { Key: Item }) => {
      const item = items.get(idOf(Key));
      return item === undefined ? {} : { Item: item };
    })
    .on(TransactWriteItemsCommand)
    .callsFake(({ TransactItems }: { TransactItems: readonly { readonly Put: Put }[] }) => {
      const puts = TransactItems.map(({ Put: put }) => put);
      const codes = puts.map((put) =>
        holds(put, items.get(idOf(put.Item))) ? "None" : "ConditionalCheckFailed",
      );
      if (codes.includes("ConditionalCheckFailed")) {
        throw new TransactionCanceledException({
          message: "Transaction cancelled",
          $metadata: {},
          CancellationReasons: codes.map((Code) => ({ Code })),
        });
      }
      for (const { Item } of puts) items.set(idOf(Item), Item);
      return {};
    })
    .on(UpdateItemCommand, { UpdateExpression: "SET #name = :value" })
    .callsFake(
      ({
        Key,
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: values,
      }: {
        Key: Item;
        ExpressionAttributeNames: Record<string, string>;
        ExpressionAttributeValues: Item;
      }) => {
        const value = values[":value"];
        const name = names["#name"];
        if (name !== undefined && value !== undefined) {
          items.set(idOf(Key), { ...items.get(idOf(Key)), ...Key, [name]: value });
        }
        return {};
      },
    );
  return client;
}

function idOf({ model, entry }: Item): string {
  return `${model?.S ?? ""} ${entry?.S ?? ""}`;
}

function holds(
  { ConditionExpression, ExpressionAttributeValues: values }: Put,
  existing: Item | undefined,
): boolean {
  const absent = /^attribute_not_exists\((\w+)\)$/.exec(ConditionExpression)?.[1];
  if (absent !== undefined) return existing?.[absent] === undefined;
  if (ConditionExpression !== "revision = :read") {
    throw new Error(`condition ${ConditionExpression} is not known here`);
  }
  return existing?.revision?.N === values?.[":read"]?.N;
}
