import assert from "node:assert/strict";

import type { LabelDeliveryRoleArgs } from "../../../components/data/label-delivery-role";
import { LabelDeliveryRole } from "../../../components/data/label-delivery-role";
import { BOUNDARY_ARN, create, json, KEY_ARN, scope, statementsIn } from "../../support/fixtures";
import { AWS } from "../../support/types";

const ROLE = "mlops-fraud-automation-ground-truth-churn";
const DELIVERS = "arn:aws:iam::210000000005:root";

const delivery = (changes: Partial<LabelDeliveryRoleArgs> = {}) =>
  create(
    (options) =>
      new LabelDeliveryRole(
        "labels",
        {
          scope: scope(),
          kmsKeyArn: KEY_ARN,
          permissionsBoundaryArn: BOUNDARY_ARN,
          model: "churn",
          ownAccounts: ["200000000001", "200000000002", "200000000002"],
          ...changes,
        },
        options,
      ),
  );

/** Principals and conditions of the trust, by statement. */
async function trusts(changes: Partial<LabelDeliveryRoleArgs>): Promise<Record<string, unknown>> {
  const { cloud } = await delivery(changes);
  const { Statement } = json(cloud.one(AWS.iam.Role, "labels"), "assumeRolePolicy") as {
    Statement: { Sid: string; Principal: { AWS: unknown }; Condition?: { StringEquals: unknown } }[];
  };
  return Object.fromEntries(
    Statement.map(({ Sid, Principal, Condition }) => [Sid, [Principal.AWS, Condition?.StringEquals]]),
  );
}

const EXTERNAL = { "sts:ExternalId": "fraud-churn-labels" };
const OF_ORGANIZATION = { "aws:PrincipalOrgID": "o-a1b2c3d4e5" };

describe("LabelDeliveryRole", () => {
  it("puts labels of its model and reads nothing, within the boundary", async () => {
    const { cloud } = await delivery();
    const { name, permissionsBoundary } = cloud.one(AWS.iam.Role, "labels").inputs;
    assert.deepEqual([name, permissionsBoundary], [ROLE, BOUNDARY_ARN]);
    assert.deepEqual(
      statementsIn(cloud.one(AWS.iam.RolePolicy, "labels-policy")).map(({ Action, Resource, Condition }) => [
        Action,
        Resource,
        Condition,
      ]),
      [
        [
          ["s3:AbortMultipartUpload", "s3:PutObject"],
          "arn:aws:s3:::mlops-fraud-automation-data-200000000002/ground-truth/churn/*",
          undefined,
        ],
        [
          ["kms:Decrypt", "kms:GenerateDataKey"],
          KEY_ARN,
          { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
        ],
      ],
    );
  });

  it("is for a named account: for its principals of the organization, or with the external id", async () => {
    const account = "210000000005";
    assert.deepEqual(await trusts({ account, organizationId: "o-a1b2c3d4e5" }), {
      OfTheOrganization: [[DELIVERS], OF_ORGANIZATION],
      WithExternalId: [[DELIVERS], EXTERNAL],
    });
    assert.deepEqual(await trusts({ account }), { WithExternalId: [[DELIVERS], EXTERNAL] });
  });

  it("is for the team's own accounts if none is named", async () => {
    const own = ["arn:aws:iam::200000000001:root", "arn:aws:iam::200000000002:root"];
    assert.deepEqual(await trusts({ organizationId: "o-a1b2c3d4e5" }), { OfTheTeam: [own, OF_ORGANIZATION] });
    assert.deepEqual(await trusts({}), { OfTheTeam: [own, undefined] });
  });
});
