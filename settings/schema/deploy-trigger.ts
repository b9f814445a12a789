import { z } from "zod";

import { explained, guid } from "./values";

/** Ids of the Entra application, needed by every way of signing in except the personal access token. */
export const APPLICATION_IDS = {
  tenantId: "Entra tenant of the Azure DevOps organization.",
  clientId: "Application (client) id.",
  objectId: "Object id of the enterprise application, not of the app registration.",
} as const;

/** How the function that starts deployments signs in to Azure DevOps. deployTriggerComplete checks which keys go together. */
export const deployTrigger = explained(
  z.strictObject({
    signIn: explained(z.enum(["federated", "clientSecret", "personalAccessToken"]).default("federated"), {
      description:
        "How the AWS function signs in. federated: the application trusts the function's role, and there is no secret. clientSecret: the application has a client secret. personalAccessToken: there is no application; somebody's token, scope Build (read & execute), is used. For the last two the program makes an empty secret in Secrets Manager, and people put the value in.",
      allowed: "federated, clientSecret or personalAccessToken",
      fix: "leave it out unless Entra cannot trust a role of AWS",
    }),
    tenantId: guid(APPLICATION_IDS.tenantId).optional(),
    clientId: guid(APPLICATION_IDS.clientId).optional(),
    objectId: guid(APPLICATION_IDS.objectId).optional(),
    expires: explained(z.iso.date().optional(), {
      description:
        "Day on which the client secret or the personal access token ends. An alarm comes 30 days before.",
      allowed: 'a date in quotes, such as "2027-03-31"',
      fix: "copy the day from where the credential was made; in quotes, so that YAML leaves it as it is",
    }),
  }),
  {
    description:
      "Entra application that starts the Model Deploy pipeline on behalf of the AWS function. By default it has no secret: it trusts the function's role.",
    allowed: "tenantId, clientId and objectId; or signIn with the keys that it needs",
    fix: "create the application as docs/bootstrap.md describes and copy its three ids",
  },
);
export type DeployTrigger = z.infer<typeof deployTrigger>;
