import * as z from "zod";
import { type Environment, environmentError, httpsUrl, text } from "../environment";

/**
 * Longest wait for Azure DevOps to accept a run, in milliseconds. Azure DevOps holds a throttled call for up to 30
 * seconds and then still executes it, so giving up sooner would turn a slow start into a second run.
 */
const runTimeoutMs = 45_000;

/** Time that a message needs beside the wait for Azure DevOps: what AWS is asked, claim and token. In milliseconds. */
const overheadMs = 15_000;

/** What every function that starts pipelines is told by its environment variables. */
export interface StarterSettings {
  readonly azureDevOps: AzureDevOpsSettings;
  readonly credential: Credential;
  readonly queue: QueueSettings;
  /** Time that must be left of an invocation before a message is begun, in milliseconds. */
  readonly neededMs: number;
}

export interface AzureDevOpsSettings {
  /** From AZURE_DEVOPS_ORG_URL, for example `https://dev.azure.com/contoso`. */
  readonly organizationUrl: string;
  /** From AZURE_DEVOPS_PROJECT: the project's name or, better as it survives a rename, its id. */
  readonly project: string;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
}

export interface QueueSettings {
  /** From QUEUE_URL: the queue that the messages come from. */
  readonly url: string;
  /** From DEAD_LETTER_QUEUE_URL: where messages go that are given up. */
  readonly deadLetterUrl: string;
  /**
   * From MAX_RECEIVES: the delivery at which a message is given up. The queue's own maxReceiveCount is higher, so that
   * SQS moves nothing there without its reason as long as the function runs at all.
   */
  readonly maxReceives: number;
}

/** An application of Entra. */
export interface Entra {
  /** From ENTRA_AUTHORITY, host of the token endpoint. @default https://login.microsoftonline.com */
  readonly authority: string;
  /** From ENTRA_TENANT_ID. */
  readonly tenantId: string;
  /** From ENTRA_CLIENT_ID. */
  readonly clientId: string;
}

/** A credential that a person puts into Secrets Manager, and that ends. */
interface Stored {
  /** From SIGN_IN_SECRET_ARN. */
  readonly secretArn: string;
  /** From SIGN_IN_EXPIRES: the day on which it ends, such as 2027-03-31. */
  readonly expires: string;
}

/** From SIGN_IN, how the function signs in to Azure DevOps. @default federated */
export type Credential =
  | { readonly kind: "federated"; readonly entra: Entra }
  | ({ readonly kind: "clientSecret"; readonly entra: Entra } & Stored)
  | ({ readonly kind: "personalAccessToken" } & Stored);

const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, "");

const entraVariables = {
  ENTRA_TENANT_ID: z.guid("must be set to the tenant's id, a GUID"),
  ENTRA_CLIENT_ID: z.guid("must be set to the application (client) id, a GUID"),
  ENTRA_AUTHORITY: httpsUrl("must be an https URL")
    .default("https://login.microsoftonline.com")
    .transform(withoutTrailingSlash),
};
const storedVariables = {
  SIGN_IN_SECRET_ARN: z
    .string("must be set to the ARN of the secret that holds the credential")
    .regex(/^arn:aws[a-z-]*:secretsmanager:/, "must be the ARN of a secret"),
  SIGN_IN_EXPIRES: z.iso.date("must be set to the day on which the credential ends, such as 2027-03-31"),
};

const signInSchema = z.discriminatedUnion(
  "SIGN_IN",
  [
    z.object({ SIGN_IN: z.literal("federated"), ...entraVariables }),
    z.object({ SIGN_IN: z.literal("clientSecret"), ...entraVariables, ...storedVariables }),
    z.object({ SIGN_IN: z.literal("personalAccessToken"), ...storedVariables }),
  ],
  "must be federated, clientSecret or personalAccessToken",
);

const queueUrl = (what: string): z.ZodString => httpsUrl(`must be set to the URL of the ${what}`);

const common = {
  AZURE_DEVOPS_ORG_URL: httpsUrl(
    "must be set to an https URL such as https://dev.azure.com/contoso",
    "must be an https URL such as https://dev.azure.com/contoso",
  ).transform(withoutTrailingSlash),
  AZURE_DEVOPS_PROJECT: text("a project name or id"),
  QUEUE_URL: queueUrl("queue"),
  DEAD_LETTER_QUEUE_URL: queueUrl("dead-letter queue"),
  MAX_RECEIVES: z
    .string("must be set to the delivery at which a message is given up")
    .regex(/^[1-9]\d{0,2}$/, "must be a number from 1 to 999")
    .transform(Number),
};

/**
 * Reads what every function that starts pipelines has, and its own variables. Endpoints and the Region of the AWS clients
 * are not among them: the AWS SDK reads AWS_REGION and AWS_ENDPOINT_URL_* itself.
 *
 * @param own - Schema of the variables that only this function has.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readStarter<Own extends z.ZodType>(
  own: Own,
  environment: Environment,
): { readonly settings: StarterSettings; readonly own: z.output<Own> } {
  const shared = z.object(common).safeParse(environment);
  const ours = own.safeParse(environment);
  const signIn = signInSchema.safeParse({ SIGN_IN: "federated", ...environment });
  if (!shared.success || !ours.success || !signIn.success) {
    throw environmentError([shared, ours, signIn].flatMap(({ error }) => error?.issues ?? []));
  }
  const { data } = shared;
  return {
    settings: {
      azureDevOps: {
        organizationUrl: data.AZURE_DEVOPS_ORG_URL,
        project: data.AZURE_DEVOPS_PROJECT,
        timeoutMs: runTimeoutMs,
      },
      credential: credentialOf(signIn.data),
      queue: {
        url: data.QUEUE_URL,
        deadLetterUrl: data.DEAD_LETTER_QUEUE_URL,
        maxReceives: data.MAX_RECEIVES,
      },
      neededMs: runTimeoutMs + overheadMs,
    },
    own: ours.data,
  };
}

function credentialOf(signIn: z.infer<typeof signInSchema>): Credential {
  const kind = signIn.SIGN_IN;
  if (kind === "federated") return { kind, entra: entraOf(signIn) };
  const stored = { secretArn: signIn.SIGN_IN_SECRET_ARN, expires: signIn.SIGN_IN_EXPIRES };
  return kind === "clientSecret" ? { kind, entra: entraOf(signIn), ...stored } : { kind, ...stored };
}

function entraOf(
  signIn: Readonly<Record<"ENTRA_AUTHORITY" | "ENTRA_TENANT_ID" | "ENTRA_CLIENT_ID", string>>,
): Entra {
  return {
    authority: signIn.ENTRA_AUTHORITY,
    tenantId: signIn.ENTRA_TENANT_ID,
    clientId: signIn.ENTRA_CLIENT_ID,
  };
}
