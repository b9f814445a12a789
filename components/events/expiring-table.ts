import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

import type { Foundation } from "../foundation";

export interface ExpiringTableArgs extends Pick<Foundation, "scope" | "kmsKeyArn"> {
  readonly tableName: string;
  /** Attribute that finds an item; all keys are text. */
  readonly hashKey: string;
  /** Attribute that tells items of the same hash key apart. @default none */
  readonly rangeKey?: string;
}

/** What a function of events remembers: a table whose items end at the time in `expiration`, in seconds. */
export function expiringTable(
  name: string,
  { scope, kmsKeyArn, tableName, hashKey, rangeKey }: ExpiringTableArgs,
  parent: pulumi.Resource,
): aws.dynamodb.Table {
  const keys = rangeKey === undefined ? [hashKey] : [hashKey, rangeKey];
  return new aws.dynamodb.Table(
    name,
    {
      name: tableName,
      billingMode: "PAY_PER_REQUEST",
      hashKey,
      ...(rangeKey === undefined ? {} : { rangeKey }),
      attributes: keys.map((key) => ({ name: key, type: "S" })),
      ttl: { attributeName: "expiration", enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: { enabled: true, kmsKeyArn },
      deletionProtectionEnabled: scope.protect,
    },
    { parent, protect: scope.protect },
  );
}
