import assert from "node:assert/strict";
import { readSettings } from "../../../functions/start-model-deploy/environment";

describe("readSettings", () => {
  const environment = {
    AZURE_DEVOPS_ORG_URL: "https://dev.azure.com/contoso/",
    AZURE_DEVOPS_PROJECT: "churn",
    AZURE_DEVOPS_PIPELINE_ID: "42",
    ENTRA_TENANT_ID: "11111111-1111-4111-8111-111111111111",
    ENTRA_CLIENT_ID: "22222222-2222-4222-8222-222222222222",
    CLAIMS_TABLE: "claims",
    PATH: "/usr/bin",
  };

  it("reads the environment variables, with Entra's public host as the default", () => {
    assert.deepEqual(readSettings(environment), {
      azureDevOps: {
        organizationUrl: "https://dev.azure.com/contoso",
        project: "churn",
        pipelineId: 42,
        timeoutMs: 45_000,
      },
      entra: {
        authority: "https://login.microsoftonline.com",
        tenantId: "11111111-1111-4111-8111-111111111111",
        clientId: "22222222-2222-4222-8222-222222222222",
      },
      claimsTable: "claims",
    });
  });

  it("takes plain HTTP for a stand-in on this machine", () => {
    const { entra } = readSettings({ ...environment, ENTRA_AUTHORITY: "http://127.0.0.1:8080" });
    assert.equal(entra.authority, "http://127.0.0.1:8080");
  });

  it("fails when nothing is set, and names every variable that it needs", () => {
    assert.throws(() => readSettings({}), {
      message:
        "the function's environment variables are wrong: " +
        "AZURE_DEVOPS_ORG_URL must be set to an https URL such as https://dev.azure.com/contoso; " +
        "AZURE_DEVOPS_PROJECT must be set to a project name or id; " +
        "AZURE_DEVOPS_PIPELINE_ID must be set to the numeric id of the Model Deploy pipeline; " +
        "ENTRA_TENANT_ID must be set to the tenant's id, a GUID; " +
        "ENTRA_CLIENT_ID must be set to the application (client) id, a GUID; " +
        "CLAIMS_TABLE must be set to the name of the DynamoDB table of claims",
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
