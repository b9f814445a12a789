import {
  ListAWSDefaultServiceQuotasCommand,
  ListServiceQuotasCommand,
  ServiceQuotasClient,
} from "@aws-sdk/client-service-quotas";

import type { ClientSettings } from "./caller";
import { pages, read } from "./read";

/** A quota as it applies to an account in a Region. */
export interface Quota {
  readonly name: string;
  readonly code: string;
  readonly value: number;
  /** Whether AWS raises it on request. */
  readonly adjustable: boolean;
}

interface Listed {
  readonly QuotaName?: string | undefined;
  readonly QuotaCode?: string | undefined;
  readonly Value?: number | undefined;
  readonly Adjustable?: boolean | undefined;
}

const MOST_ON_A_PAGE = 100;

/** All quotas of a service: the applied value, or the default where AWS tells no applied one. */
export async function readQuotas(settings: ClientSettings, service: string): Promise<Quota[]> {
  const client = new ServiceQuotasClient(settings);
  const page = { ServiceCode: service, MaxResults: MOST_ON_A_PAGE };
  const applied = await read("servicequotas:ListServiceQuotas", () =>
    pages(async (NextToken) => {
      const answer = await client.send(new ListServiceQuotasCommand({ ...page, NextToken }));
      return [quotasOf(answer.Quotas), answer.NextToken];
    }),
  );
  const standard = await read("servicequotas:ListAWSDefaultServiceQuotas", () =>
    pages(async (NextToken) => {
      const answer = await client.send(new ListAWSDefaultServiceQuotasCommand({ ...page, NextToken }));
      return [quotasOf(answer.Quotas), answer.NextToken];
    }),
  );
  client.destroy();
  const codes = new Set(applied.map(({ code }) => code));
  return [...applied, ...standard.filter(({ code }) => !codes.has(code))];
}

function quotasOf(listed: readonly Listed[] = []): Quota[] {
  return listed.flatMap(
    ({ QuotaName: name, QuotaCode: code, Value: value, Adjustable: adjustable = false }) =>
      name === undefined || code === undefined || value === undefined
        ? []
        : [{ name, code, value, adjustable }],
  );
}
