import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";

import { mockClaimsTable } from "../../aws/claims-table";
import { REGION } from "./plan";

/** A table of claims, and how to be rid of it. */
export interface ClaimsTable {
  readonly dynamoDb: DynamoDBClient;
  readonly tableName: string;
  readonly close: () => Promise<void>;
}

/** DynamoDB in this process, with the conditions that claims need. */
export function claimsInMemory(): ClaimsTable {
  const dynamoDb = new DynamoDBClient({ region: REGION });
  const mock = mockClaimsTable(new Map(), dynamoDb);
  return {
    dynamoDb,
    tableName: "claims",
    close: () => {
      mock.restore();
      return Promise.resolve();
    },
  };
}

/**
 * DynamoDB of a moto server, over HTTP: it judges the conditions of the claims itself.
 * @throws Error that says how to get moto
 */
export async function claimsInMoto(): Promise<ClaimsTable> {
  const child = spawn("python3", ["-m", "moto.server", "-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exited = once(child, "exit");
  const endpoint = await listening(child.stderr);
  child.stderr.resume();
  const dynamoDb = new DynamoDBClient({
    region: REGION,
    endpoint,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  });
  await dynamoDb.send(
    new CreateTableCommand({
      TableName: "claims",
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
    }),
  );
  return {
    dynamoDb,
    tableName: "claims",
    close: async () => {
      dynamoDb.destroy();
      child.kill();
      await exited;
    },
  };
}

async function listening(output: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface(output)) {
    lines.push(line);
    const url = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
    if (url !== undefined) return url;
  }
  throw new Error(
    `no moto server for the claims: pip install "moto[server]", or say --claims memory\n${lines.join("\n")}`,
  );
}
