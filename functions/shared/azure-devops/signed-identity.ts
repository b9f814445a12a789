import { GetWebIdentityTokenCommand, type STSClient } from "@aws-sdk/client-sts";
import type { Proof } from "./entra-token";
import { FinalError } from "./errors";

/** The audience that Entra expects of a federated credential's assertion. */
const assertionAudience = "api://AzureADTokenExchange";

/** Proof without any stored secret: STS signs a statement of which IAM role this is, and the application trusts that role. */
export function signedIdentity(sts: STSClient): Proof {
  return async () => {
    const { WebIdentityToken } = await sts.send(
      new GetWebIdentityTokenCommand({
        Audience: [assertionAudience],
        SigningAlgorithm: "RS256",
        DurationSeconds: 300,
      }),
    );
    if (WebIdentityToken === undefined) {
      throw new FinalError("aws-refused", "sts:GetWebIdentityToken answered without a token");
    }
    return {
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: WebIdentityToken,
    };
  };
}
