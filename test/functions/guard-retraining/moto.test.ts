import assert from "node:assert/strict";

import { CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";

import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { alarm, decisionsIn, startGuard } from "./support";

describeUnless(
  motoMissing(),
  "function guard-retraining, with its table in DynamoDB of a moto server",
  () => {
    const moto = useMoto();

    it("starts one run for alarms that come at the same time, and keeps a decision about each", async () => {
      const dynamoDb = new DynamoDBClient({
        region: "eu-west-1",
        endpoint: moto.url,
        credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
      });
      await dynamoDb.send(
        new CreateTableCommand({
          TableName: "retraining",
          KeySchema: [
            { AttributeName: "model", KeyType: "HASH" },
            { AttributeName: "entry", KeyType: "RANGE" },
          ],
          AttributeDefinitions: [
            { AttributeName: "model", AttributeType: "S" },
            { AttributeName: "entry", AttributeType: "S" },
          ],
          BillingMode: "PAY_PER_REQUEST",
        }),
      );
      const fn = await startGuard(dynamoDb);
      try {
        const ids = ["a-1", "a-2", "a-3", "a-4"];
        await Promise.all(ids.map((id) => fn.handle({ [id]: alarm(id) })));
        // Whoever was slower returns to its queue, and is decided about then.
        for (const id of ids) await fn.handle({ [id]: alarm(id) });
        const { Items = [] } = await dynamoDb.send(new ScanCommand({ TableName: "retraining" }));
        const outcomes = Object.values(decisionsIn(Items)).sort();
        assert.deepEqual(outcomes, ["building", "building", "building", "started"]);
        assert.equal(fn.server.runs.length, 1);
      } finally {
        await fn.close();
        dynamoDb.destroy();
      }
    });
  },
);
