import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { connect } from "../../../plugins/azure-repos/connect";
import type { Environment } from "../../../plugins/azure-repos/credentials";
import { authorization, entraCredentials } from "../../../plugins/azure-repos/credentials";

const APPLICATION = {
  ARM_TENANT_ID: "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10",
  ARM_CLIENT_ID: "1f6f2e0b-2a4d-4b77-9c55-0d3c8e5a7b21",
};
const basic = (token: string): string => `Basic ${Buffer.from(`:${token}`).toString("base64")}`;
const kinds = (environment: Environment): string[] =>
  entraCredentials(environment).map((credential) => credential.constructor.name);

describe("signing in to Azure DevOps", () => {
  it("takes the stack's token before that of the environment, and either before Entra", async () => {
    const environment = {
      ...APPLICATION,
      ARM_CLIENT_SECRET: "s",
      AZDO_PERSONAL_ACCESS_TOKEN: "from-environment",
    };
    assert.equal(await authorization("from-stack", environment)(), basic("from-stack"));
    assert.equal(await authorization(undefined, environment)(), basic("from-environment"));
  });

  it("asks the Azure CLI where nothing else is said, as the provider does", () => {
    assert.deepEqual(kinds({}), ["AzureCliCredential"]);
  });

  for (const [what, environment, expected] of [
    ["a client secret", { ARM_CLIENT_SECRET: "s" }, ["ClientSecretCredential"]],
    ["an identity token", { ARM_USE_OIDC: "true", ARM_OIDC_TOKEN: "t" }, ["ClientAssertionCredential"]],
    [
      "an identity token that nobody asks to use",
      { ARM_OIDC_TOKEN: "t", ARM_USE_MSI: "true" },
      ["ManagedIdentityCredential"],
    ],
    [
      "the identity of an Azure pipeline",
      { ARM_USE_OIDC: "1", ARM_OIDC_AZURE_SERVICE_CONNECTION_ID: "c", SYSTEM_ACCESSTOKEN: "t" },
      ["AzurePipelinesCredential"],
    ],
    ["a managed identity", { ARM_USE_MSI: "true" }, ["ManagedIdentityCredential"]],
  ] as const) {
    it(`takes ${what}`, () => {
      const pipeline = { SYSTEM_OIDCREQUESTURI: "https://vstoken.dev.azure.com/x" };
      const before = process.env.SYSTEM_OIDCREQUESTURI;
      Object.assign(process.env, pipeline);
      try {
        assert.deepEqual(kinds({ ...APPLICATION, ...environment, ARM_USE_CLI: "false" }), expected);
      } finally {
        delete process.env.SYSTEM_OIDCREQUESTURI;
        Object.assign(process.env, before === undefined ? {} : { SYSTEM_OIDCREQUESTURI: before });
      }
    });
  }

  it("reads ids, secrets and tokens from files", () => {
    const folder = mkdtempSync(join(tmpdir(), "credentials-"));
    try {
      const file = join(folder, "value");
      writeFileSync(file, "value\n");
      const { ARM_TENANT_ID } = APPLICATION;
      const environment = { ARM_TENANT_ID, ARM_CLIENT_ID_FILE_PATH: file, ARM_USE_CLI: "false" };
      assert.deepEqual(kinds({ ...environment, ARM_CLIENT_SECRET_PATH: file }), ["ClientSecretCredential"]);
      assert.deepEqual(kinds({ ...environment, ARM_USE_OIDC: "true", ARM_OIDC_TOKEN_FILE_PATH: file }), [
        "ClientAssertionCredential",
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  for (const [what, environment] of Object.entries({
    "nothing says who signs in": { ARM_USE_CLI: "false" },
    "there is only a client certificate": { ...APPLICATION, ARM_CLIENT_CERTIFICATE_PATH: "a.pfx" },
  })) {
    it(`fails when ${what}`, () => {
      assert.throws(() => authorization(undefined, environment), /a client certificate does not do$/);
    });
  }

  it("takes no stand-in but one of this machine, where tokens could go", () => {
    for (const AZURE_REPOS_STAND_IN of ["https://example.com", "http://127.0.0.1.example.com"]) {
      assert.throws(
        () => connect("https://dev.azure.com/contoso", "token", { AZURE_REPOS_STAND_IN }),
        /must be an address of this machine/,
      );
    }
  });
});
