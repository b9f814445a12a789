import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";

import { grantsOf } from "../../permissions/grants";
import { World } from "../../permissions/graph/world";
import { overviewOf } from "../../permissions/overview";
import { grantsPage, stackReport } from "../../permissions/stack-report";
import { document, landingZone, OWN, resource } from "./small-world";
import { AWS } from "../support/types";

const BUCKET = `arn:aws:s3:::mlops-own-automation-data-${OWN}`;

/** A reader that was given more: a key under a condition, an image of others, and what its boundary denies. */
function world(): World {
  const more = resource(AWS.iam.RolePolicy, "more", {
    name: "more",
    role: "mlops-own-automation-reader",
    policy: document(
      {
        Sid: "Key",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: `arn:aws:kms:eu-west-1:${OWN}:key/*`,
        Condition: { StringLike: { "kms:ViaService": "s3.*.amazonaws.com" } },
      },
      {
        Sid: "Images",
        Effect: "Allow",
        Action: "ecr:BatchGetImage",
        Resource: "arn:aws:ecr:eu-west-1:763104351884:repository/*",
      },
    ),
  });
  return new World({ own: landingZone("own", OWN, more), outside: [] });
}

describe("who may do what in a stack", () => {
  it("asks for each action on each thing that a role was given, under its conditions", async () => {
    const grants = await grantsOf(world());
    assert.deepEqual(
      grants.map(({ who, action, on, verdict }) => [who, action, on, verdict.allowed]),
      [
        ["reader@automation", "s3:GetObject", `${BUCKET}/*`, true],
        ["reader@automation", "s3:PutBucketPolicy", BUCKET, false],
        ["reader@automation", "kms:Decrypt", `arn:aws:kms:eu-west-1:${OWN}:key/*`, false],
        ["reader@automation", "ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:763104351884:repository/*", false],
      ],
    );
    assert.deepEqual(grants[1]?.verdict.because, ["NoWayOut in iam/Policy boundary policy"]);
  });

  it("is told by role and area: what is allowed, and what an account of others has to allow", async () => {
    const own = world();
    const [people, pipelines, services] = overviewOf(own, await grantsOf(own));
    assert.deepEqual([people?.rows, pipelines?.rows], [[], []]);
    assert.deepEqual(services?.rows, [
      {
        who: "reader@automation",
        areas: ["read", "read in accounts of others", "", "", "", "", ""],
      },
    ]);
  });

  it("is printed as a table, with what must never be", async () => {
    const own = world();
    const tables = overviewOf(own, await grantsOf(own));
    const breach = { who: "reader@automation", what: "approve", because: "only leads do" };
    const lines = stripVTControlCharacters(stackReport(tables, [breach], false)).split("\n");
    assert.match(lines[0] ?? "", /^services +data +images +machine learning/);
    assert.match(lines[1] ?? "", /^reader@automation +read +read in accounts of others/);
    assert.deepEqual(lines.slice(-3), [
      "reader@automation may approve",
      "  never, since only leads do",
      "1 things that must never be",
    ]);
  });

  it("is written out in full: action, thing, conditions, and what decided", async () => {
    const text = grantsPage("mine", await grantsOf(world()));
    assert.match(text, /^# Who may do what in stack mine\n/);
    assert.ok(
      text.includes(
        `| yes | \`s3:GetObject\` | \`${BUCKET}/*\` |  | Read in iam/RolePolicy reader-policy policy |`,
      ),
    );
    assert.ok(text.includes("| `kms:ViaService StringLike s3.*.amazonaws.com` |"));
  });
});
