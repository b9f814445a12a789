import assert from "node:assert/strict";

import type { Row } from "../../permissions/table";
import { document, landingZone, OWN, resource } from "./small-world";
import { OBJECT, verdict } from "./verdict";
import { AWS, AZURE_DEVOPS } from "../support/types";

describe("the simulation", () => {
  it("allows what the role's own policy allows, and names the statement", async () => {
    assert.deepEqual(await verdict("reader@automation", "s3:GetObject", OBJECT), {
      allowed: true,
      because: ["Read in iam/RolePolicy reader-policy policy"],
    });
  });

  it("refuses what nothing allows", async () => {
    assert.deepEqual(await verdict("reader@automation", "s3:DeleteObject", OBJECT), {
      allowed: false,
      because: ["nothing allows it"],
    });
  });

  it("refuses what the boundary denies, and what it leaves out", async () => {
    assert.deepEqual(await verdict("reader@automation", "s3:PutBucketPolicy", "bucket:data@automation"), {
      allowed: false,
      because: ["NoWayOut in iam/Policy boundary policy"],
    });
    assert.deepEqual(await verdict("unlimited@automation", "sqs:SendMessage", "new:sqs:queue@automation"), {
      allowed: false,
      because: ["the boundary does not allow it"],
    });
  });

  it("refuses what the policy of the bucket denies", async () => {
    const insecure = { with: { "aws:SecureTransport": "false" } };
    assert.deepEqual(await verdict("reader@automation", "s3:GetObject", OBJECT, insecure), {
      allowed: false,
      because: ["OnlyTls in s3/BucketPolicy data-policy policy"],
    });
  });

  it("refuses what the organization denies its members, and only them", async () => {
    assert.deepEqual(
      await verdict("administrator@automation", "iam:CreateUser", "new:iam:user/a@automation"),
      {
        allowed: false,
        because: ["NoUsers in organizations/Policy guardrails content"],
      },
    );
    assert.equal(
      (await verdict("administrator@stranger", "iam:CreateUser", "new:iam:user/a@stranger")).allowed,
      true,
    );
    assert.equal(
      (await verdict("administrator@management", "iam:CreateUser", "new:iam:user/a@management")).allowed,
      true,
    );
  });

  it("asks both accounts when one acts on what another owns", async () => {
    const theirs = "object:data/raw.csv@risk.automation";
    assert.deepEqual(await verdict("administrator@automation", "s3:GetObject", theirs), {
      allowed: false,
      because: ["its own policy would, but the other account does not allow it"],
    });
    const shared = resource(
      AWS.s3.BucketPolicy,
      "shared",
      {
        bucket: "mlops-risk-automation-data-210000000002",
        policy: document({
          Sid: "Members",
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${OWN}:root` },
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::mlops-risk-automation-data-210000000002/*",
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-real000000" } },
        }),
      },
      "210000000002",
    );
    const other = landingZone("risk", "210000000002", shared);
    assert.equal(
      (await verdict("administrator@automation", "s3:GetObject", theirs, {}, { other })).allowed,
      true,
    );
    assert.equal((await verdict("reader@automation", "s3:GetObject", theirs, {}, { other })).allowed, false);
    const left = { with: { "aws:PrincipalOrgID": "o-elsewhere0" } };
    assert.equal(
      (await verdict("administrator@automation", "s3:GetObject", theirs, left, { other })).allowed,
      false,
    );
  });

  it("lets a service assume the role that trusts it, and nobody else", async () => {
    const role = "role:reader@automation";
    assert.deepEqual(await verdict("service:lambda.amazonaws.com", "sts:AssumeRole", role), {
      allowed: true,
      because: ["Service in iam/Role reader assumeRolePolicy"],
    });
    for (const who of ["service:glue.amazonaws.com", "administrator@automation", "administrator@stranger"]) {
      assert.equal((await verdict(who, "sts:AssumeRole", role)).allowed, false, who);
    }
  });

  it("keeps anyone without credentials out of a closed bucket, whatever its policy says", async () => {
    const bucket = `mlops-own-automation-data-${OWN}`;
    const open = resource(AWS.s3.BucketPolicy, "open", {
      bucket,
      policy: document({
        Sid: "Open",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: `arn:aws:s3:::${bucket}/*`,
      }),
    });
    const closed = resource(AWS.s3.BucketPublicAccessBlock, "closed", {
      bucket,
      restrictPublicBuckets: true,
    });
    const opened = { own: landingZone("own", OWN, open) };
    assert.equal((await verdict("anyone", "s3:GetObject", OBJECT, {}, opened)).allowed, true);
    const shut = { own: landingZone("own", OWN, open, closed) };
    assert.deepEqual(await verdict("anyone", "s3:GetObject", OBJECT, {}, shut), {
      allowed: false,
      because: ["the bucket is closed to the public"],
    });
  });

  it("asks the endpoint that a request goes through", async () => {
    const endpoint = resource(AWS.ec2.VpcEndpoint, "s3", {
      serviceName: "com.amazonaws.eu-west-1.s3",
      vpcId: "vpc-1",
      policy: document({
        Sid: "Own",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:PutObject",
        Resource: "*",
      }),
    });
    const change = { own: landingZone("own", OWN, endpoint) };
    const through = { through: ["s3@automation"] };
    assert.deepEqual(await verdict("reader@automation", "s3:GetObject", OBJECT, through, change), {
      allowed: false,
      because: ["the endpoint does not allow it"],
    });
    assert.equal(
      (await verdict("administrator@automation", "s3:PutObject", OBJECT, through, change)).allowed,
      true,
    );
    await assert.rejects(
      verdict("reader@automation", "s3:GetObject", OBJECT, { through: ["sqs@automation"] }, change),
      {
        message: /there is no endpoint sqs@automation: the account has com\.amazonaws\.eu-west-1\.s3/,
      },
    );
  });

  it("reads the claims of a token, with the account's own issuer", async () => {
    const host = "vstoken.dev.azure.com/8d5e3a52";
    const trust = document({
      Sid: "Connection",
      Effect: "Allow",
      Principal: { Federated: `arn:aws:iam::${OWN}:oidc-provider/${host}` },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: { StringEquals: { [`${host}:aud`]: "aws", [`${host}:sub`]: "sc://contoso/own-ml/build" } },
    });
    const own = landingZone(
      "own",
      OWN,
      resource(AWS.iam.OpenIdConnectProvider, "issuer", {
        arn: `arn:aws:iam::${OWN}:oidc-provider/${host}`,
        url: `https://${host}`,
        clientIdLists: ["aws"],
      }),
      resource(AWS.iam.Role, "build", {
        name: "mlops-own-automation-build",
        arn: `arn:aws:iam::${OWN}:role/mlops-own-automation-build`,
        assumeRolePolicy: trust,
      }),
      resource(AZURE_DEVOPS.Project, "project", { name: "own-ml" }, "contoso"),
      ...["build", "deploy"].map((name) =>
        resource(AZURE_DEVOPS.ServiceEndpointAws, name, { serviceEndpointName: name }, "contoso"),
      ),
    );
    const assume = async (who: string, claims: Row["with"] = {}): Promise<boolean> => {
      const more = { with: claims };
      return (await verdict(who, "sts:AssumeRoleWithWebIdentity", "role:build@automation", more, { own }))
        .allowed;
    };
    assert.equal(await assume("connection:build"), true);
    assert.equal(await assume("connection:deploy"), false);
    assert.equal(await assume("connection:build", { aud: "else" }), false);
    assert.equal(await assume("connection:build", { sub: "sc://else/own-ml/build" }), false);
    await assert.rejects(assume("connection:none"), { message: /the project has build, deploy/ });
    await assert.rejects(assume("connection:build", { issuer: "example.com" }), {
      message: /knows no such issuer/,
    });
  });
});
