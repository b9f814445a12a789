import type { Account } from "../aws/account";
import type { Quota } from "../aws/quotas";
import type { Finding, Need } from "../need";
import { FINE, lack, UnreadableError } from "../need";
import { zonesOf } from "./network";
import type { LandingZone, Target } from "../stack";
import type { QuotaRow } from "./quota-table";
import { quotaTable } from "./quota-table";

/** Quotas of an account, each once: planes that share an account share its quotas. */
export function quotaNeeds(zone: LandingZone, target: Target, account: Account): Need[] {
  const rows = quotaTable(zone, target.scope).filter(({ plane }) => target.planes.includes(plane));
  return summed(rows).map((quota) => quotaNeed(zone, target, account, quota));
}

/** Rows of the same quota as one, with what they want together. */
export function summed(rows: readonly QuotaRow[]): QuotaRow[] {
  const quotas = new Map<string, QuotaRow>();
  for (const row of rows.filter(({ wanted }) => wanted > 0)) {
    const key = `${row.service} ${String(row.quota)}`;
    const known = quotas.get(key);
    quotas.set(key, known === undefined ? row : { ...row, ...both(known, row) });
  }
  return [...quotas.values()];
}

function both(one: QuotaRow, other: QuotaRow): Pick<QuotaRow, "wanted" | "by"> {
  return {
    wanted: one.perResource === true ? Math.max(one.wanted, other.wanted) : one.wanted + other.wanted,
    by: one.by.split("; ").includes(other.by) ? one.by : `${one.by}; ${other.by}`,
  };
}

function quotaNeed(zone: LandingZone, target: Target, account: Account, row: QuotaRow): Need {
  const { service, quota: name, wanted: ours, by, others: resource, ifListed = false } = row;
  return {
    place: target.place,
    by,
    what: `quota of ${service}: ${nameOf(name)}`,
    look: async () => {
      const quota = (await account.quotas(service)).find((known) =>
        typeof name === "string" ? known.name === name : name.test(known.name),
      );
      if (quota === undefined) {
        return ifListed ? FINE : unknownQuota(service, nameOf(name), target.scope.region);
      }
      const others =
        resource === undefined ? 0 : await account.others(resource, await usedZones(zone, account));
      return judged(quota, service, { ours, others }, target.scope.region);
    },
  };
}

/** Zones in which NAT gateways stand. */
async function usedZones({ settings }: LandingZone, account: Account): Promise<string[]> {
  const { network } = settings;
  return zonesOf(network, await account.zones()).slice(0, network.natGateways === "perZone" ? undefined : 1);
}

function judged(
  { name, code, value, adjustable }: Quota,
  service: string,
  { ours, others }: { readonly ours: number; readonly others: number },
  region: string,
): Finding {
  const needed = ours + others;
  if (value >= needed) {
    return FINE;
  }
  const besides = others === 0 ? "" : ` besides ${others} that are there`;
  return lack(
    `quota "${name}" is ${value}, needed is ${ours}${besides}`,
    adjustable
      ? `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} ` +
          `--desired-value ${needed} --region ${region}`
      : "AWS does not raise this quota by itself: ask for less in the settings, or open a case with AWS Support",
  );
}

function unknownQuota(service: string, name: string, region: string): never {
  throw new UnreadableError(
    `nothing: Service Quotas has no "${name}" of ${service} in ${region}`,
    "SageMaker has a quota for each instance type that the Region offers: look whether it offers this one",
  );
}

function nameOf(quota: string | RegExp): string {
  return typeof quota === "string" ? quota : quota.source;
}
