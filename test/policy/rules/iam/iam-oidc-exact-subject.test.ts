import type { RoleArgs } from "@pulumi/aws/iam";
import { types } from "../../../../policy/harness/types";
import { iamOidcExactSubject } from "../../../../policy/rules/iam/iam-oidc-exact-subject";
import { UNKNOWN } from "../../../support/analyzer";
import type { ResourceRecord } from "../../../support/analyzer";
import { testResourceRule } from "../../rule-table";

const ISSUER = "vstoken.dev.azure.com/00000000-0000-0000-0000-000000000001";

interface Trust {
  readonly issuer?: string;
  readonly federated?: string | string[];
  readonly sub?: string | string[] | undefined;
  readonly aud?: string | undefined;
  readonly otherAud?: boolean;
  readonly action?: string;
  readonly loose?: object;
}

/** A role that trusts identity providers, one statement each. */
function trust(...statements: readonly Trust[]): ResourceRecord {
  return role(
    statements.map((given) => {
      const {
        issuer = ISSUER,
        sub,
        aud,
        loose,
        otherAud = false,
        action,
      } = {
        sub: "sc://contoso/churn/aws-build",
        aud: "api://AzureADTokenExchange",
        ...given,
      };
      const federated = [given.federated ?? issuer].flat();
      return {
        Effect: "Allow",
        Action: action ?? "sts:AssumeRoleWithWebIdentity",
        Principal: { Federated: federated.map((one) => `arn:aws:iam::111122223333:oidc-provider/${one}`) },
        Condition: {
          StringEquals: {
            [`${issuer}:sub`]: sub,
            [`${issuer}:aud`]: aud,
            ...(otherAud ? { [`${String(federated[0])}:aud`]: "api://AzureADTokenExchange" } : {}),
          },
          ...loose,
        },
      };
    }),
  );
}

function role(statements: readonly object[]): ResourceRecord {
  const props: RoleArgs = {
    assumeRolePolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  };
  return { type: types.role, name: "build", props };
}

testResourceRule(iamOidcExactSubject, {
  compliant: trust({}),
  accepts: {
    "a second issuer in a statement of its own": () =>
      trust({}, { issuer: "login.example.com/t/v2.0", sub: "/eid1/c/pub/t/x" }),
    "a role that only services assume": () => role([{ Effect: "Allow", Action: "sts:AssumeRole" }]),
  },
  refuses: {
    "a wildcard in the subject": [
      () => trust({ sub: "sc://contoso/churn/*" }),
      "assumeRolePolicy: statement 1 does not demand one exact subject",
    ],
    "two subjects": [
      () => trust({ sub: ["sc://contoso/churn/a", "sc://contoso/churn/b"] }),
      "assumeRolePolicy: statement 1 does not demand one exact subject",
    ],
    "no subject": [
      () => trust({ sub: undefined }),
      "assumeRolePolicy: statement 1 does not demand one exact subject",
    ],
    "no audience": [
      () => trust({ aud: undefined }),
      "assumeRolePolicy: statement 1 does not demand one exact audience",
    ],
    "a loose comparison beside the exact one": [
      () => trust({ loose: { StringLike: { [`${ISSUER}:sub`]: "sc://*" } } }),
      "assumeRolePolicy: statement 1 compares the subject or audience with something other than StringEquals",
    ],
    "the subject of another issuer": [
      () => trust({ federated: "login.example.com/t/v2.0", aud: undefined, otherAud: true }),
      "assumeRolePolicy: statement 1 does not demand one exact subject",
    ],
    "two issuers in one statement": [
      () => trust({ federated: [ISSUER, "login.example.com/t/v2.0"] }),
      "assumeRolePolicy: statement 1 does not name exactly one identity provider",
    ],
    "a wildcard action that covers web identities": [
      () => trust({ action: "sts:*", sub: undefined }),
      "assumeRolePolicy: statement 1 does not demand one exact subject",
    ],
    "the fault of a second statement": [
      () => trust({}, { sub: "sc://contoso/*" }),
      "assumeRolePolicy: statement 2 does not demand one exact subject",
    ],
  },
  undecided: { "an unknown document": [{ assumeRolePolicy: UNKNOWN }, "assumeRolePolicy"] },
});
