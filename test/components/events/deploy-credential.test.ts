import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { credentialEnvironment } from "../../../components/events/deploy-credential";
import {
  CREDENTIAL_CHECK,
  CREDENTIAL_METRIC,
  METRIC_NAMESPACE,
} from "../../../functions/start-model-deploy/credential-metric";
import { FEDERATED, path, PREFIX, stored } from "../../support/approval-path";
import { document, json, KEY_ARN, scope, TOPIC_ARN } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

describe("credential of the function that starts deployments", () => {
  for (const [credential, environment] of [
    [
      { ...FEDERATED, kind: "clientSecret", expires: "2027-03-31" },
      { ENTRA_TENANT_ID: FEDERATED.tenantId, ENTRA_CLIENT_ID: FEDERATED.clientId, SIGN_IN: "clientSecret" },
    ],
    [{ kind: "personalAccessToken", expires: "2027-03-31" }, { SIGN_IN: "personalAccessToken" }],
  ] as const) {
    describe(`with credential ${credential.kind}`, () => {
      const SECRET =
        "arn:aws:secretsmanager:eu-west-1:200000000002:secret:mlops/fraud/automation/model-deploy-trigger";

      it("keeps a secret without a value, which the function alone reads", async () => {
        const { cloud, component } = await stored(credential);
        const secret = cloud.one(AWS.secretsmanager.Secret, "approval-credential");
        const { description, ...inputs } = secret.inputs;
        assert.match(String(description), /; people put it in$/);
        assert.deepEqual(inputs, {
          name: "mlops/fraud/automation/model-deploy-trigger",
          kmsKeyId: KEY_ARN,
          recoveryWindowInDays: 30,
          tags: { ReplacedBy: "hand before it ends" },
        });
        assert.equal(secret.protect, true);
        assert.equal(cloud.byType(AWS.secretsmanager.SecretVersion).length, 0);
        assert.deepEqual(
          json(cloud.one(AWS.secretsmanager.SecretPolicy, "approval-credential-policy")),
          document({
            Sid: "OnlyFunctionsRead",
            Effect: "Deny",
            Principal: "*",
            Action: "secretsmanager:GetSecretValue",
            Resource: "*",
            Condition: {
              ArnNotEquals: {
                "aws:PrincipalArn": [`arn:aws:iam::200000000002:role/${PREFIX}-start-model-deploy`],
              },
            },
          }),
        );
        assert.ok((await valueOf(component.credentialSecretArn ?? pulumi.output(""))).startsWith(SECRET));
      });

      it("tells the function where the secret is and when it ends, and nothing of what is in it", async () => {
        const { cloud } = await stored(credential);
        const { variables } = cloud.one(AWS.lambda.Function, "approval-function").inputs.environment as {
          variables: Record<string, string>;
        };
        const { SIGN_IN_SECRET_ARN = "", ...others } = variables;
        assert.ok(SIGN_IN_SECRET_ARN.startsWith(SECRET));
        const names = Object.keys(others).filter((name) => /^(SIGN_IN|ENTRA)/.test(name));
        assert.deepEqual(Object.fromEntries(names.map((name) => [name, others[name]])), {
          ...environment,
          SIGN_IN_EXPIRES: "2027-03-31",
        });
      });

      it("lets the function read the secret in place of proving itself", async () => {
        const { cloud } = await stored(credential);
        const policy = cloud.one(AWS.iam.RolePolicy, "approval-function-role-policy");
        const { Statement } = json(policy) as { Statement: unknown[] };
        assert.deepEqual(Statement.at(-1), {
          Sid: "ReadCredential",
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: `${SECRET}-??????`,
        });
        assert.ok(!JSON.stringify(Statement).includes("sts:"));
      });

      it("has the function say twice a day how long the credential lasts", async () => {
        const { cloud } = await stored(credential);
        const name = "approval-credential-expiry";
        const rule = cloud.one(AWS.cloudwatch.EventRule, `${name}-rule`);
        assert.deepEqual(rule.inputs, {
          name: `${PREFIX}-credential-expiry`,
          description: "Has the function say how long its credential for Azure DevOps lasts",
          scheduleExpression: "rate(12 hours)",
        });
        const lambda = `arn:aws:lambda:eu-west-1:200000000002:function:${PREFIX}-start-model-deploy`;
        const letters = `arn:aws:sqs:eu-west-1:200000000002:${PREFIX}-credential-expiry-dead-letters`;
        const target = cloud.one(AWS.cloudwatch.EventTarget, `${name}-target`);
        assert.deepEqual(target.inputs, {
          rule: `${PREFIX}-credential-expiry`,
          arn: lambda,
          input: '{"check":"credential-expiry"}',
          deadLetterConfig: { arn: letters },
          retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
        });
        const source = `arn:aws:events:eu-west-1:200000000002:rule/${PREFIX}-credential-expiry`;
        assert.deepEqual(cloud.one(AWS.lambda.Permission, `${name}-permission`).inputs, {
          function: `${PREFIX}-start-model-deploy`,
          action: "lambda:InvokeFunction",
          principal: "events.amazonaws.com",
          sourceAccount: "200000000002",
          sourceArn: source,
        });
        assert.deepEqual(
          json(cloud.one(AWS.sqs.QueuePolicy, `${name}-dead-letters-policy`)),
          document({
            Sid: "OneRule",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: letters,
            Condition: { ArnEquals: { "aws:SourceArn": source } },
          }),
        );
        assert.deepEqual(cloud.one(AWS.sqs.Queue, `${name}-dead-letters`).inputs, {
          name: `${PREFIX}-credential-expiry-dead-letters`,
          kmsMasterKeyId: KEY_ARN,
          messageRetentionSeconds: 1_209_600,
        });
      });

      it("raises an alarm 30 days before the end, and when nothing is said any more", async () => {
        const { cloud } = await stored(credential);
        assert.deepEqual(cloud.one(AWS.cloudwatch.MetricAlarm, "approval-credential-expiry-alarm").inputs, {
          name: `${PREFIX}-credential-expiry`,
          alarmDescription: "The credential for Azure DevOps ends in less than 30 days: replace it",
          namespace: "mlops/start-model-deploy",
          metricName: "CredentialExpiresInDays",
          dimensions: { service: "start-model-deploy" },
          statistic: "Minimum",
          period: 86_400,
          evaluationPeriods: 1,
          comparisonOperator: "LessThanThreshold",
          threshold: 30,
          treatMissingData: "missing",
          alarmActions: [TOPIC_ARN],
          insufficientDataActions: [TOPIC_ARN],
        });
      });

      it("lets the secret go with a trial", async () => {
        const { cloud } = await stored(credential, scope({ protect: false }));
        const secret = cloud.one(AWS.secretsmanager.Secret, "approval-credential");
        assert.equal(secret.inputs.recoveryWindowInDays, 7);
        assert.equal(secret.protect, false);
      });
    });
  }

  it("is none to keep or to watch where the role of the function is enough", async () => {
    const { cloud } = await path();
    assert.deepEqual(
      cloud.resources.filter(({ name }) => name.includes("credential")),
      [],
    );
  });

  it("is checked and measured by the names that the function uses", () => {
    assert.deepEqual(
      { CREDENTIAL_CHECK, METRIC_NAMESPACE, CREDENTIAL_METRIC },
      {
        CREDENTIAL_CHECK: { check: "credential-expiry" },
        METRIC_NAMESPACE: "mlops/start-model-deploy",
        CREDENTIAL_METRIC: "CredentialExpiresInDays",
      },
    );
  });

  it("fails when a stored credential has no secret", () => {
    assert.throws(
      () => credentialEnvironment({ kind: "personalAccessToken", expires: "2027-03-31" }, undefined),
      { message: "credential personalAccessToken has no secret: create a DeployCredentialSecret for it" },
    );
  });
});
