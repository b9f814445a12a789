import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { AwsClientStub } from "aws-sdk-client-mock";
import type { Claim } from "../../../functions/shared/claims";
import { createRunClaims } from "../../../functions/start-model-deploy/claims";
import { mockClaimsTable, type ClaimItem } from "../../../simulator/aws/claims-table";
import { contextWith } from "../events";
import { arn } from "./support";

describe("createRunClaims", () => {
  const key = arn(7);
  const id = `start-model-deploy#${createHash("sha256").update(JSON.stringify(key)).digest("base64")}`;
  const nowSeconds = (): number => Date.now() / 1000;
  let items: Map<string, ClaimItem>;
  let dynamoDb: AwsClientStub<DynamoDBClient>;
  let claim: Claim;
  let worked: number;
  const work = (): Promise<{ runId: number }> => {
    worked += 1;
    return Promise.resolve({ runId: worked });
  };

  beforeEach(() => {
    items = new Map();
    dynamoDb = mockClaimsTable(items);
    claim = createRunClaims(new DynamoDBClient({ region: "eu-west-1" }), "claims")(contextWith(60_000));
    worked = 0;
  });

  afterEach(() => {
    dynamoDb.restore();
  });

  it("does the work once, and gives its result again", async () => {
    assert.deepEqual(await claim(key, work), { result: { runId: 1 }, first: true });
    assert.deepEqual(await claim(key, work), { result: { runId: 1 }, first: false });
    assert.equal(worked, 1);
  });

  it("does the work for each key", async () => {
    await claim(key, work);
    assert.deepEqual(await claim(arn(8), work), { result: { runId: 2 }, first: true });
  });

  it("keeps the finished claim for ten years, under an id made of the key alone", async () => {
    const before = Math.floor(nowSeconds());
    await claim(key, work);
    assert.deepEqual([...items.keys()], [id]);
    const item = items.get(id);
    assert.ok(item);
    const { expiration, ...others } = item;
    assert.deepEqual(others, {
      id: { S: id },
      status: { S: "COMPLETED" },
      data: { M: { runId: { N: "1" } } },
    });
    const years = (Number(expiration.N) - before) / (365 * 24 * 60 * 60);
    assert.equal(Math.floor(years), 10);
  });

  it("takes the claim by a conditional write, before the work", async () => {
    await claim(key, () => {
      assert.equal(items.get(id)?.status.S, "INPROGRESS");
      return work();
    });
    const { TableName, ConditionExpression, ExpressionAttributeNames } =
      dynamoDb.commandCalls(PutItemCommand)[0]?.args[0].input ?? {};
    assert.deepEqual(
      { TableName, ConditionExpression, ExpressionAttributeNames },
      {
        TableName: "claims",
        ConditionExpression:
          "attribute_not_exists(#id) OR #expiry < :now OR " +
          "(#status = :inprogress AND attribute_exists(#in_progress_expiry) AND #in_progress_expiry < :now_in_millis)",
        ExpressionAttributeNames: {
          "#id": "id",
          "#expiry": "expiration",
          "#in_progress_expiry": "in_progress_expiration",
          "#status": "status",
        },
      },
    );
  });

  it("gives the claim back when the work fails", async () => {
    const failure = new Error("no run");
    await assert.rejects(
      claim(key, () => Promise.reject(failure)),
      failure,
    );
    assert.equal(items.size, 0);
    assert.deepEqual(await claim(key, work), { result: { runId: 1 }, first: true });
  });

  const inProgressUntil = (milliseconds: number): ClaimItem => ({
    id: { S: id },
    status: { S: "INPROGRESS" },
    expiration: { N: String(Math.round(nowSeconds()) + 1_000) },
    in_progress_expiration: { N: String(milliseconds) },
  });

  it("refuses the work while another invocation is at it, for as long as that may last", async () => {
    items.set(id, inProgressUntil(Date.now() + 60_000));
    await assert.rejects(claim(key, work), {
      name: "RetryableError",
      reason: "claimed-elsewhere",
      retryAfterSeconds: 60,
    });
    assert.equal(worked, 0);
  });

  it("does the work that another invocation was cut off from", async () => {
    items.set(id, inProgressUntil(Date.now() - 1));
    assert.deepEqual(await claim(key, work), { result: { runId: 1 }, first: true });
  });

  it("lets a claim in progress expire when the invocation ends", async () => {
    const before = Date.now();
    let until = 0;
    await claim(key, () => {
      until = Number(items.get(id)?.in_progress_expiration?.N);
      return work();
    });
    assert.ok(until >= before + 60_000 && until <= Date.now() + 60_000);
  });

  it("does no work when the claim cannot be taken", async () => {
    dynamoDb.on(PutItemCommand).rejects(new Error("no table"));
    await assert.rejects(claim(key, work), { name: "IdempotencyPersistenceLayerError" });
    assert.equal(worked, 0);
  });
});
