import { REGION_SERVICE, TRUSTED_SERVICES } from "../../../components/organizations/preconditions";
import { ROOT } from "../../../assets/root";
import { runCommand } from "../../../operations/preflight/command";
import type { AccountsStandIn } from "../../../simulator/aws/accounts/server";
import { startAccounts } from "../../../simulator/aws/accounts/server";
import type { SimulatedAccount, SimulatedQuota, SimulatedWorld } from "../../../simulator/aws/accounts/world";
import { emptyAccount, emptyWorld } from "../../../simulator/aws/accounts/world";
import type { DevOpsStandIn, SimulatedDevOps } from "../../../simulator/azure-devops/organization-server";
import { startDevOps } from "../../../simulator/azure-devops/organization-server";
import type { Environment, Pulumi } from "../../../operations/stack";

export const MANAGEMENT = "100000000001";
export const TENANT = "5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10";
const TOKEN = "token";

/** Names of quotas by service, as Service Quotas has them. */
const QUOTAS: Readonly<Record<string, readonly string[]>> = {
  ec2: ["EC2-VPC Elastic IPs"],
  es: ["Domains per Region", "Instances per domain", "Dedicated master instances per domain"],
  organizations: ["Default maximum number of accounts"],
  sagemaker: [
    "ml.m5.large for processing job usage",
    "ml.m5.large for training job usage",
    "ml.m5.xlarge for processing job usage",
    "ml.m5d.large for endpoint usage",
    "ml.m5.large for endpoint usage",
    "Studio JupyterLab Apps running on ml.t3.medium instances",
    "Studio CodeEditor Apps running on ml.t3.medium instances",
    "Number of MLflow Tracking Servers",
  ],
  vpc: [
    "VPCs per Region",
    "Interface VPC endpoints per VPC",
    "Internet gateways per Region",
    "NAT gateways per Availability Zone",
  ],
};

export interface Run {
  readonly status: number;
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** Both clouds on this machine, in which nothing is missing for the samples. */
export class Clouds {
  readonly aws: SimulatedWorld = emptyWorld();
  readonly devOps: SimulatedDevOps = {
    organization: "contoso-ml",
    instanceId: "8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
    tenantId: TENANT,
    token: TOKEN,
    isAdministrator: true,
    projects: new Map(),
    deletedProjects: ["another-project"],
    hasAwsToolkit: true,
    hostedJobs: 1,
    basicLicenses: 12,
    members: new Map([
      ["ada@example.com", "express"],
      ["Grace@example.com", "express"],
    ]),
    refused: new Map(),
  };
  environment: Environment = { AZDO_PERSONAL_ACCESS_TOKEN: TOKEN };
  private accounts?: AccountsStandIn;
  private organization?: DevOpsStandIn;
  private readonly before: NodeJS.ProcessEnv = { ...process.env };

  /** @param region - Where the accounts are. */
  constructor(region = "eu-west-1") {
    const zones = ["a", "b", "c"].map((zone) => `${region}${zone}`);
    for (const id of [
      MANAGEMENT,
      "200000000001",
      "200000000002",
      "200000000003",
      "200000000004",
      "300000000001",
    ]) {
      this.aws.accounts.set(id, readyAccount(zones));
    }
    this.aws.organization = {
      id: "o-a1b2c3d4e5",
      managementAccount: MANAGEMENT,
      featureSet: "ALL",
      policyTypes: ["SERVICE_CONTROL_POLICY"],
      trustedServices: [...TRUSTED_SERVICES, REGION_SERVICE],
      units: [],
      members: [{ id: MANAGEMENT, name: "management", email: "aws@example.com" }],
    };
    this.aws.buckets.set("contoso-mlops-state", "eu-west-1");
    this.aws.keys.set(
      "arn:aws:kms:eu-west-1:100000000001:key/4a1d0b6e-3c52-4f8e-9a77-d1e2f3a4b5c6",
      "Enabled",
    );
  }

  async start(): Promise<void> {
    this.accounts = await startAccounts(this.aws);
    this.organization = await startDevOps(this.devOps);
    this.signIn(MANAGEMENT);
  }

  /** Whose credentials are at hand. */
  signIn(account: string | undefined): void {
    const none = { AWS_EC2_METADATA_DISABLED: "true", AWS_CONFIG_FILE: "/dev/null" };
    const credentials =
      account === undefined
        ? { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_PROFILE: undefined }
        : { AWS_ACCESS_KEY_ID: `ASIA${account}`, AWS_SECRET_ACCESS_KEY: "secret" };
    for (const [name, value] of Object.entries({
      ...none,
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      ...credentials,
    })) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }

  async stop(): Promise<void> {
    process.env = { ...this.before };
    await this.accounts?.stop();
    await this.organization?.stop();
  }

  account(id: string): SimulatedAccount {
    const found = this.aws.accounts.get(id);
    if (found === undefined) throw new Error(`no account ${id}`);
    return found;
  }

  /** Requests so far: `service:Operation` of AWS, `GET /path` of Azure DevOps. */
  requests(): string[] {
    const aws = this.accounts?.calls.map(({ service, operation }) => `${service}:${operation}`) ?? [];
    const devOps = this.organization?.requests.map(({ method, url }) => `${method} ${url}`) ?? [];
    return [...aws, ...devOps];
  }

  get url(): string {
    return this.accounts?.url ?? "";
  }

  async run(args: readonly string[], pulumi: Pulumi = noPulumi, awsEndpoint = this.url): Promise<Run> {
    const lines: string[] = [];
    const errors: string[] = [];
    const status = await runCommand(args, {
      project: ROOT,
      environment: this.environment,
      pulumi,
      print: (line) => lines.push(line),
      printError: (line) => errors.push(line),
      awsEndpoint,
      azureDevOpsAddress: (part, name) => this.organization?.address(part, name) ?? "",
    });
    return { status, lines, errors };
  }
}

/** The quota that an account has; tests lower it. */
export function quotaOf(
  { quotas, defaultQuotas }: SimulatedAccount,
  service: string,
  name: string,
): SimulatedQuota {
  const all = [...(quotas.get(service) ?? []), ...(defaultQuotas.get(service) ?? [])];
  const found = all.find((quota) => quota.name === name);
  if (found === undefined) throw new Error(`no quota ${name}`);
  return found;
}

/** Half of the quotas have an applied value, of the others only the default is told. */
function readyAccount(zones: readonly string[]): SimulatedAccount {
  const account = emptyAccount(zones);
  for (const [service, names] of Object.entries(QUOTAS)) {
    const quotas = names.map((name, index) => ({
      name,
      code: service === "organizations" ? "L-E619E033" : `L-${service.toUpperCase()}${index}`,
      value: 40,
      adjustable: !name.startsWith("Dedicated"),
    }));
    account.quotas.set(
      service,
      quotas.filter((_, index) => index % 2 === 0),
    );
    account.defaultQuotas.set(
      service,
      quotas.filter((_, index) => index % 2 === 1),
    );
  }
  account.roles.set(
    "AWSServiceRoleForAmazonOpenSearchService",
    "/aws-service-role/opensearchservice.amazonaws.com/",
  );
  return account;
}

function noPulumi(args: readonly string[]): string {
  throw new Error(`pulumi ${args.join(" ")} was called`);
}
