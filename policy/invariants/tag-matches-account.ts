import { isObject } from "../harness/properties";
import { stackRule } from "../harness/rule";
import { pinnedAccounts } from "../harness/subject";
import type { Registration } from "../harness/subject";
import { types } from "../harness/types";

const PLANES = ["management", "development", "automation", "staging", "production"];
const TAG = "defaultTags.tags.Environment";

interface Config {
  readonly accounts: Readonly<Record<string, readonly string[]>>;
  readonly sharedAccount: boolean;
}

/** A plane, and the account in which a provider acts for it. */
interface Placement {
  readonly provider: string;
  readonly plane: string;
  readonly account: string;
}

export const tagMatchesAccount = stackRule<Config>({
  name: "tag-matches-account",
  description: "Each plane lives in one account, and each account holds one plane.",
  severity: "critical",
  level: "mandatory",
  controls: ["Well-Architected SEC01-BP01"],
  remediation: "give each plane's provider the Environment tag and the account of that plane",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_securely_operate_multi_accounts.html",
  config: {
    accounts: {
      type: "object",
      additionalProperties: { type: "array", items: { type: "string", enum: PLANES } },
      default: {},
      description: "Account id to the planes that it may hold; left empty, any account may hold any one.",
    },
    sharedAccount: {
      type: "boolean",
      default: false,
      description: "Whether one account may hold several planes: for trials only.",
    },
  },
  check(stack, config) {
    const placed: Placement[] = [];
    stack.judge(stack.graph.providers(types.awsProvider), (provider, report) => {
      const plane = planeOf(provider);
      if (plane === undefined || !PLANES.includes(plane)) {
        report.violation(TAG, `is none of ${PLANES.join(", ")}`);
        return;
      }
      for (const account of pinnedAccounts(provider)) {
        const placement = { provider: provider.name, plane, account };
        for (const problem of problemsOf(placement, placed, config)) {
          report.violation(TAG, problem);
        }
        placed.push(placement);
      }
    });
  },
});

function planeOf(provider: Registration): string | undefined {
  const defaults = provider.json("defaultTags");
  const tags = isObject(defaults) ? defaults.tags : undefined;
  const plane = isObject(tags) ? tags.Environment : undefined;
  return typeof plane === "string" ? plane : undefined;
}

function problemsOf(
  { plane, account }: Placement,
  placed: readonly Placement[],
  { accounts, sharedAccount }: Config,
): readonly string[] {
  const isMapped = Object.keys(accounts).length > 0;
  const elsewhere = placed.find((other) => other.plane === plane && other.account !== account);
  const neighbor = placed.find((other) => other.account === account && other.plane !== plane);
  return [
    ...(isMapped && accounts[account]?.includes(plane) !== true
      ? [`the policy config does not place ${plane} in this account`]
      : []),
    ...(elsewhere ? [`${plane} is in another account too, by provider ${elsewhere.provider}`] : []),
    ...(neighbor && !sharedAccount
      ? [`the account already holds ${neighbor.plane}, by provider ${neighbor.provider}`]
      : []),
  ];
}
