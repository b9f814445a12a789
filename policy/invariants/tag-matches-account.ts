import { isObject } from "../harness/properties";
import { stackRule } from "../harness/rule";
import { pinnedAccounts } from "../harness/subject";
import type { Registration } from "../harness/subject";
import { types } from "../harness/types";

const ENVIRONMENTS = ["management", "development", "automation", "staging", "production"];
const TAG = "defaultTags.tags.Environment";

interface Config {
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  readonly sharedAccount: boolean;
}

/** An environment that a provider plays in an account. */
interface Placement {
  readonly provider: string;
  readonly environment: string;
  readonly account: string;
}

export const tagMatchesAccount = stackRule<Config>({
  name: "tag-matches-account",
  description: "Each environment lives in one account, and each account holds one environment.",
  severity: "critical",
  level: "mandatory",
  controls: ["Well-Architected SEC01-BP01"],
  remediation: "give each plane's provider the Environment tag and the account of that plane",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_multi_accounts.html",
  config: {
    accounts: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string", enum: ENVIRONMENTS } },
      default: {},
      description:
        "Account id to the environments that it may hold; left empty, any account may hold any one.",
    },
    sharedAccount: {
      type: "boolean",
      default: false,
      description: "Whether one account may hold several environments: for trials only.",
    },
  },
  check(stack, config) {
    const placed: Placement[] = [];
    stack.judge(stack.graph.providers(types.awsProvider), (provider, report) => {
      const environment = environmentOf(provider);
      if (environment === undefined || !ENVIRONMENTS.includes(environment)) {
        report.violation(TAG, `is none of ${ENVIRONMENTS.join(", ")}`);
        return;
      }
      for (const account of pinnedAccounts(provider)) {
        const placement = { provider: provider.name, environment, account };
        for (const problem of problemsOf(placement, placed, config)) {
          report.violation(TAG, problem);
        }
        placed.push(placement);
      }
    });
  },
});

function environmentOf(provider: Registration): string | undefined {
  const defaults = provider.json("defaultTags");
  const tags = isObject(defaults) ? defaults.tags : undefined;
  const environment = isObject(tags) ? tags.Environment : undefined;
  return typeof environment === "string" ? environment : undefined;
}

function problemsOf(
  { environment, account }: Placement,
  placed: readonly Placement[],
  { accounts, sharedAccount }: Config,
): readonly string[] {
  const isMapped = Object.keys(accounts).length > 0;
  const elsewhere = placed.find((other) => other.environment === environment && other.account !== account);
  const neighbor = placed.find((other) => other.account === account && other.environment !== environment);
  return [
    ...(isMapped && accounts[account]?.includes(environment) !== true
      ? [`the policy config does not place ${environment} in this account`]
      : []),
    ...(elsewhere ? [`${environment} is in another account too, by provider ${elsewhere.provider}`] : []),
    ...(neighbor && !sharedAccount
      ? [`the account already holds ${neighbor.environment}, by provider ${neighbor.provider}`]
      : []),
  ];
}
