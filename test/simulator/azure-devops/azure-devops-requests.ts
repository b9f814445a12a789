/** What a caller of Azure DevOps sends, as the stand-in of these tests takes it. */
export const tenantId = "11111111-1111-4111-8111-111111111111";

export const form = {
  grant_type: "client_credentials",
  client_id: "client",
  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  client_assertion: "the.right.one",
  scope: "499b84ac-1321-427f-aa17-267ca6975798/.default",
};

export const run = {
  resources: { repositories: { self: { refName: "refs/heads/main" } } },
  templateParameters: { model: "churn", version: "7" },
};
