import { allowsOf, conditionValues, coversAction } from "./policy-document";
import type { Statement } from "./policy-document";
import type { Value } from "./properties";

/** A statement that lets tokens of an OIDC identity provider assume a role. */
export interface WebIdentity {
  readonly statement: Statement;
  /** Issuers as condition keys name them: URL without scheme. */
  readonly issuers: readonly string[];
}

/** The statements of a trust policy that trust an OIDC identity provider. */
export function webIdentityStatements(trustPolicy: Value | undefined): readonly WebIdentity[] {
  return allowsOf(trustPolicy)
    .filter(({ actions }) => actions.some((action) => coversAction(action, "sts:AssumeRoleWithWebIdentity")))
    .map((statement) => ({
      statement,
      issuers: statement.principals
        .filter(({ kind }) => kind === "Federated")
        .map(({ value }) => issuerOf(value)),
    }));
}

/** The values that a statement demands of a claim ("sub", "aud"). */
export function claimValues(statement: Statement, issuer: string, claim: "sub" | "aud"): readonly string[] {
  return conditionValues(statement, "StringEquals", `${issuer}:${claim}`);
}

/** `arn:aws:iam::111122223333:oidc-provider/<issuer>` becomes the issuer. */
function issuerOf(federated: string): string {
  return federated.replace(/^.*:oidc-provider\//, "");
}
