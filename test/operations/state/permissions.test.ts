import assert from "node:assert/strict";

import { infrastructureStatements } from "../../../access/infrastructure";
import type { StateUser } from "../../../operations/state/team-statements";
import { infrastructureRoleArn, teamStatements } from "../../../operations/state/team-statements";
import type { PolicyJson } from "../../../permissions/graph/documents";
import { decide } from "../../../permissions/simulation/decide";
import { statePlace } from "../../../settings/state-place";

const PLACE = statePlace(
  "contoso-mlops-state",
  "arn:aws:kms:eu-central-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
);
const BUCKET = "arn:aws:s3:::contoso-mlops-state";

const user = (team: string, account: string): StateUser => ({
  automation: { team, account, region: "eu-west-1", partition: "aws" },
  organizationId: "o-a1b2c3d4e5",
  project: "mlops",
  stack: `${team}-prod`,
});
const FRAUD = user("fraud", "200000000002");
const RISK = user("risk", "210000000002");

const document = (statements: readonly object[]): PolicyJson =>
  ({ Version: "2012-10-17", Statement: statements }) as PolicyJson;

/** What the role's own policy says, as wide as that of any administrator: what stops it is the policy of bucket or key. */
const WIDE = document([{ Sid: "Everything", Effect: "Allow", Action: ["s3:*", "kms:*"], Resource: "*" }]);

/** What bucket and key say once both teams are allowed. */
const both = [FRAUD, RISK].map((team) => teamStatements(PLACE, team));
const OF_BUCKET = document(both.flatMap(({ bucket }) => bucket));
const OF_KEY = document(both.flatMap(({ key }) => key));

async function may(
  who: StateUser,
  action: string,
  arn: string,
  role = infrastructureRoleArn(who),
): Promise<boolean> {
  const account = who.automation.account;
  const ofKey = action.startsWith("kms:");
  const { allowed } = await decide({
    principal: role,
    action,
    arn,
    account: PLACE.account,
    context: {
      "aws:PrincipalArn": role,
      "aws:PrincipalAccount": account,
      "aws:PrincipalOrgID": "o-a1b2c3d4e5",
      "aws:ResourceAccount": PLACE.account,
    },
    givenKeys: [],
    identity: [{ id: "wide", content: WIDE }],
    resource: [{ id: ofKey ? "key" : "bucket", content: ofKey ? OF_KEY : OF_BUCKET }],
    serviceControl: [],
    resourceControl: [],
    blockPublicAccess: true,
  });
  return allowed;
}

describe("the state of two teams in one bucket", () => {
  const ofStack = (stack: string): string[] => [
    `${BUCKET}/.pulumi/stacks/mlops/${stack}.json`,
    `${BUCKET}/.pulumi/stacks/mlops/${stack}.json.bak`,
    `${BUCKET}/.pulumi/history/mlops/${stack}/1.history.json`,
    `${BUCKET}/.pulumi/locks/organization/mlops/${stack}/1.json`,
  ];

  for (const [who, other] of [
    [FRAUD, RISK],
    [RISK, FRAUD],
  ] as const) {
    it(`${who.stack} reads and writes its own`, async () => {
      for (const arn of ofStack(who.stack)) {
        assert.equal(await may(who, "s3:GetObject", arn), true, arn);
        assert.equal(await may(who, "s3:PutObject", arn), true, arn);
      }
      assert.equal(await may(who, "s3:ListBucket", BUCKET), true);
      assert.equal(await may(who, "kms:Decrypt", PLACE.kmsKeyArn), true);
    });

    it(`${who.stack} does not read or write that of ${other.stack}, whatever its own policy says`, async () => {
      for (const arn of [...ofStack(other.stack), ...ofStack("organization")]) {
        assert.equal(await may(who, "s3:GetObject", arn), false, arn);
        assert.equal(await may(who, "s3:PutObject", arn), false, arn);
      }
      assert.equal(await may(who, "s3:PutBucketPolicy", BUCKET), false);
      assert.equal(await may(who, "kms:PutKeyPolicy", PLACE.kmsKeyArn), false);
    });
  }

  it("no other role of the team's account reaches it", async () => {
    const role = "arn:aws:iam::200000000002:role/mlops-fraud-automation-model-build";
    for (const arn of ofStack(FRAUD.stack)) {
      assert.equal(await may(FRAUD, "s3:GetObject", arn, role), false, arn);
    }
    assert.equal(await may(FRAUD, "kms:Decrypt", PLACE.kmsKeyArn, role), false);
  });

  it("bucket and key allow what the role's own policy names, and nothing else", () => {
    const { bucket, key } = teamStatements(PLACE, FRAUD);
    const own = infrastructureStatements({
      subject: "",
      deploymentRoleArns: [],
      state: { bucketArn: BUCKET, kmsKeyArn: PLACE.kmsKeyArn, project: "mlops", stack: FRAUD.stack },
    }).filter(({ sid }) => sid !== "ActInTheAccountsOfTheTeam");
    assert.deepEqual(
      [...bucket, ...key].map(({ Action }) => [Action].flat()),
      own.map(({ actions }) => actions),
    );
  });
});
