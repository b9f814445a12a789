import assert from "node:assert/strict";
import { readSettings } from "../../../functions/start-model-deploy/environment";
import { clientId, deadLetterUrl, ENVIRONMENT, queueUrl, tenantId } from "./support";

describe("readSettings", () => {
  const entra = {
    authority: "https://login.microsoftonline.com",
    tenantId,
    clientId,
  };
  const environment = {
    ...ENVIRONMENT,
    AZURE_DEVOPS_ORG_URL: "https://dev.azure.com/contoso/",
    PATH: "/usr/bin",
  };

  it("reads the environment variables, with Entra's public host as the default", () => {
    assert.deepEqual(readSettings(environment), {
      azureDevOps: {
        organizationUrl: "https://dev.azure.com/contoso",
        project: "Customer Churn",
        pipelineId: 42,
        timeoutMs: 45_000,
      },
      credential: { kind: "federated", entra },
      queue: {
        url: queueUrl,
        deadLetterUrl,
        maxReceives: 5,
      },
      claimsTable: "claims",
      neededMs: 60_000,
    });
  });

  const { ENTRA_TENANT_ID } = environment;
  const others = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith("ENTRA_")),
  );
  const stored = {
    SIGN_IN_SECRET_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:trigger-a1b2c3",
    SIGN_IN_EXPIRES: "2027-03-31",
  };

  it("reads where a client secret is, and until when it lasts", () => {
    const { credential } = readSettings({ ...environment, ...stored, SIGN_IN: "clientSecret" });
    assert.deepEqual(credential, {
      kind: "clientSecret",
      entra,
      secretArn: stored.SIGN_IN_SECRET_ARN,
      expires: "2027-03-31",
    });
  });

  it("needs no application of Entra for a personal access token", () => {
    const { credential } = readSettings({ ...others, ...stored, SIGN_IN: "personalAccessToken" });
    assert.deepEqual(credential, {
      kind: "personalAccessToken",
      secretArn: stored.SIGN_IN_SECRET_ARN,
      expires: "2027-03-31",
    });
  });

  it("fails when a stored credential is named without its secret and its end", () => {
    assert.throws(() => readSettings({ ...others, SIGN_IN: "personalAccessToken" }), {
      message:
        "the function's environment variables are wrong: " +
        "SIGN_IN_SECRET_ARN must be set to the ARN of the secret that holds the credential; " +
        "SIGN_IN_EXPIRES must be set to the day on which the credential ends, such as 2027-03-31",
    });
    assert.throws(() => readSettings({ ...others, ENTRA_TENANT_ID, ...stored, SIGN_IN: "clientSecret" }), {
      message:
        "the function's environment variables are wrong: ENTRA_CLIENT_ID must be set to the application (client) id, a GUID",
    });
  });

  it("takes plain HTTP for a stand-in on this machine", () => {
    const { credential } = readSettings({ ...environment, ENTRA_AUTHORITY: "http://127.0.0.1:8080" });
    assert.ok(credential.kind === "federated");
    assert.equal(credential.entra.authority, "http://127.0.0.1:8080");
  });

  it("fails when nothing is set, and names every variable that it needs", () => {
    assert.throws(() => readSettings({}), {
      message:
        "the function's environment variables are wrong: " +
        "AZURE_DEVOPS_ORG_URL must be set to an https URL such as https://dev.azure.com/contoso; " +
        "AZURE_DEVOPS_PROJECT must be set to a project name or id; " +
        "QUEUE_URL must be set to the URL of the queue; " +
        "DEAD_LETTER_QUEUE_URL must be set to the URL of the dead-letter queue; " +
        "MAX_RECEIVES must be set to the delivery at which a message is given up; " +
        "AZURE_DEVOPS_PIPELINE_ID must be set to the numeric id of the Model Deploy pipeline; " +
        "CLAIMS_TABLE must be set to the name of the DynamoDB table of claims; " +
        "ENTRA_TENANT_ID must be set to the tenant's id, a GUID; " +
        "ENTRA_CLIENT_ID must be set to the application (client) id, a GUID",
    });
  });

  for (const [name, value, problem] of [
    ["AZURE_DEVOPS_ORG_URL", "http://dev.azure.com/contoso", "must be an https URL"],
    ["AZURE_DEVOPS_ORG_URL", "http://127.0.0.1.example.com", "must be an https URL"],
    ["AZURE_DEVOPS_ORG_URL", "contoso", "must be an https URL"],
    ["AZURE_DEVOPS_PROJECT", "", "must not be empty"],
    ["AZURE_DEVOPS_PIPELINE_ID", "Model Deploy", "must be a positive integer"],
    ["AZURE_DEVOPS_PIPELINE_ID", "0", "must be a positive integer"],
    ["AZURE_DEVOPS_PIPELINE_ID", "4.2", "must be a positive integer"],
    ["ENTRA_TENANT_ID", "contoso.com", "must be set to the tenant's id, a GUID"],
    ["ENTRA_CLIENT_ID", "", "must be set to the application (client) id, a GUID"],
    ["ENTRA_AUTHORITY", "http://login.microsoftonline.com", "must be an https URL"],
    ["CLAIMS_TABLE", "", "must not be empty"],
    ["QUEUE_URL", "http://sqs.eu-west-1.amazonaws.com/1/q", "must be an https URL"],
    ["DEAD_LETTER_QUEUE_URL", "approvals", "must be an https URL"],
    ["MAX_RECEIVES", "0", "must be a number from 1 to 999"],
    ["SIGN_IN", "password", "must be federated, clientSecret or personalAccessToken"],
  ] as const) {
    it(`refuses ${name}=${JSON.stringify(value)}`, () => {
      assert.throws(
        () => readSettings({ ...environment, [name]: value }),
        ({ message }: Error) =>
          message.startsWith(`the function's environment variables are wrong: ${name} ${problem}`) &&
          !message.includes(";"),
      );
    });
  }
});
