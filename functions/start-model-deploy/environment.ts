import * as z from "zod";

/**
 * Longest wait for Azure DevOps to accept a run, in milliseconds. Azure DevOps holds a throttled call for up to 30
 * seconds and then still executes it, so giving up sooner would turn a slow start into a second run.
 */
const runTimeoutMs = 45_000;

/** Settings of the function, read from its environment variables. */
export interface Settings {
  readonly azureDevOps: {
    /** From AZURE_DEVOPS_ORG_URL, for example `https://dev.azure.com/contoso`. */
    readonly organizationUrl: string;
    /** From AZURE_DEVOPS_PROJECT: the project's name or, better as it survives a rename, its id. */
    readonly project: string;
    /** From AZURE_DEVOPS_PIPELINE_ID: id of the Model Deploy pipeline (its build definition id). */
    readonly pipelineId: number;
    /** Longest wait for an answer, in milliseconds. */
    readonly timeoutMs: number;
  };
  readonly entra: {
    /** From ENTRA_AUTHORITY, host of the token endpoint. @default https://login.microsoftonline.com */
    readonly authority: string;
    /** From ENTRA_TENANT_ID. */
    readonly tenantId: string;
    /** From ENTRA_CLIENT_ID: the application whose federated credential trusts this function's role. */
    readonly clientId: string;
  };
  /** From CLAIMS_TABLE: name of the DynamoDB table of claims, see `claims.ts`. */
  readonly claimsTable: string;
}

/** Bearer tokens travel to these hosts, so plain HTTP is for a stand-in on the same machine only. */
function isConfidential(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}

const withoutTrailingSlash = (url: string): string => url.replace(/\/+$/, "");

const schema = z.object({
  AZURE_DEVOPS_ORG_URL: z
    .string("must be set to an https URL such as https://dev.azure.com/contoso")
    .refine(isConfidential, "must be an https URL such as https://dev.azure.com/contoso")
    .transform(withoutTrailingSlash),
  AZURE_DEVOPS_PROJECT: z.string("must be set to a project name or id").min(1, "must not be empty"),
  AZURE_DEVOPS_PIPELINE_ID: z
    .string("must be set to the numeric id of the Model Deploy pipeline")
    .regex(/^[1-9]\d*$/, "must be a positive integer, the id of the Model Deploy pipeline")
    .transform(Number),
  ENTRA_TENANT_ID: z.guid("must be set to the tenant's id, a GUID"),
  ENTRA_CLIENT_ID: z.guid("must be set to the application (client) id, a GUID"),
  ENTRA_AUTHORITY: z
    .string()
    .refine(isConfidential, "must be an https URL")
    .default("https://login.microsoftonline.com")
    .transform(withoutTrailingSlash),
  CLAIMS_TABLE: z
    .string("must be set to the name of the DynamoDB table of claims")
    .min(1, "must not be empty"),
});

/**
 * Reads the function's settings. Endpoints and the Region of the AWS clients are not among them: the AWS SDK reads
 * AWS_REGION and AWS_ENDPOINT_URL_* itself.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`);
    throw new Error(`the function's environment variables are wrong: ${problems.join("; ")}`);
  }
  const { data } = parsed;
  return {
    azureDevOps: {
      organizationUrl: data.AZURE_DEVOPS_ORG_URL,
      project: data.AZURE_DEVOPS_PROJECT,
      pipelineId: data.AZURE_DEVOPS_PIPELINE_ID,
      timeoutMs: runTimeoutMs,
    },
    entra: {
      authority: data.ENTRA_AUTHORITY,
      tenantId: data.ENTRA_TENANT_ID,
      clientId: data.ENTRA_CLIENT_ID,
    },
    claimsTable: data.CLAIMS_TABLE,
  };
}
