import type { Answer, AzureDevOpsOptions, RecordedRequest } from "./protocol";

/** Azure DevOps as a resource of Entra. */
const azureDevOpsScope = "499b84ac-1321-427f-aa17-267ca6975798/.default";
const jwtBearer = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/**
 * Answers as Entra's token endpoint does to client credentials with a federated assertion or a client secret.
 * @param tokens receives the new token, so that the other endpoint knows it
 */
export function answerTokenRequest(
  request: RecordedRequest,
  { tenantId, clientId, clientAssertion, clientSecret }: AzureDevOpsOptions,
  tokens: Set<string>,
): Answer {
  if (request.method !== "POST" || request.url !== `/${tenantId}/oauth2/v2.0/token`) {
    return { status: 404, body: "" };
  }
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") !== true) {
    return refused("invalid_request", 900144);
  }
  const form = new URLSearchParams(request.body);
  if (form.get("grant_type") !== "client_credentials") return refused("unsupported_grant_type", 70003);
  if (form.get("client_id") !== clientId) return refused("unauthorized_client", 700016);
  const secret = form.get("client_secret");
  if (secret !== null) {
    if (secret !== clientSecret) return refused("invalid_client", 7000215);
  } else {
    if (form.get("client_assertion_type") !== jwtBearer) return refused("invalid_client", 7000216);
    if (form.get("client_assertion") !== clientAssertion) return refused("invalid_client", 700213);
  }
  if (form.get("scope") !== azureDevOpsScope) return refused("invalid_scope", 70011);

  const token = `access-token-${tokens.size + 1}`;
  tokens.add(token);
  return { status: 200, body: { token_type: "Bearer", expires_in: 3599, access_token: token } };
}

function refused(error: string, code: number): Answer {
  const status = ["invalid_client", "unauthorized_client"].includes(error) ? 401 : 400;
  return {
    status,
    body: { error, error_description: `AADSTS${code}: refused by the stand-in`, error_codes: [code] },
  };
}
