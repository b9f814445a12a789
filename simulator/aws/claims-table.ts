import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
} from "@aws-sdk/client-dynamodb";
import { mockClient, type AwsClientStub } from "aws-sdk-client-mock";

/** An item of the table of claims. */
export interface ClaimItem {
  readonly id: AttributeValue;
  readonly status: AttributeValue;
  readonly expiration: AttributeValue;
  readonly in_progress_expiration?: AttributeValue;
  readonly data?: AttributeValue;
}

interface Values {
  readonly ":now": AttributeValue;
  readonly ":now_in_millis": AttributeValue;
  readonly ":expiry": AttributeValue;
  readonly ":status": AttributeValue;
  readonly ":response_data": AttributeValue;
}

interface Input {
  readonly Item: ClaimItem;
  readonly Key: Pick<ClaimItem, "id">;
  readonly ExpressionAttributeValues: Values;
}

const isBefore = (attribute: AttributeValue | undefined, limit: AttributeValue): boolean =>
  Number(attribute?.N) < Number(limit.N);

/**
 * The table of claims in memory, with the semantics that claims need: the conditional put, the update of a finished
 * claim, the delete of a failed one. The text of the condition is checked in the tests of the claims.
 * @param items the table's content by `id`
 * @param client one client, or the class for every client
 */
export function mockClaimsTable(
  items: Map<string, ClaimItem>,
  client: DynamoDBClient | typeof DynamoDBClient = DynamoDBClient,
): AwsClientStub<DynamoDBClient> {
  const dynamoDb = mockClient(client as DynamoDBClient);
  dynamoDb.on(PutItemCommand).callsFake(({ Item, ExpressionAttributeValues: values }: Input) => {
    const existing = items.get(String(Item.id.S));
    const isFree =
      existing === undefined ||
      isBefore(existing.expiration, values[":now"]) ||
      (existing.status.S === "INPROGRESS" &&
        isBefore(existing.in_progress_expiration, values[":now_in_millis"]));
    if (!isFree) {
      throw new ConditionalCheckFailedException({ message: "claimed", $metadata: {}, Item: { ...existing } });
    }
    items.set(String(Item.id.S), Item);
    return {};
  });
  dynamoDb.on(UpdateItemCommand).callsFake(({ Key, ExpressionAttributeValues: values }: Input) => {
    const { ":expiry": expiration, ":status": status, ":response_data": data } = values;
    items.set(String(Key.id.S), { ...Key, expiration, status, data });
    return {};
  });
  dynamoDb.on(DeleteItemCommand).callsFake(({ Key }: Input) => {
    items.delete(String(Key.id.S));
    return {};
  });
  return dynamoDb;
}
