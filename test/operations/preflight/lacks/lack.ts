import type { Sample } from "../../../support/rehearsed";
import type { Clouds } from "../clouds";
import { quotaOf } from "../clouds";
import type { Changes } from "../stack-files";

/** One thing that is missing: how it comes about, and what the report says of it. */
export interface Lack {
  readonly title: string;
  readonly sample: Sample;
  /** Settings that differ from the sample. @default none */
  readonly changes?: Changes;
  readonly seed: (clouds: Clouds) => void;
  readonly place: string;
  readonly what: string;
  readonly mend: string;
}

export const [DEVELOPMENT, AUTOMATION, STAGING, PRODUCTION, SINGLE] = [
  "200000000001",
  "200000000002",
  "200000000003",
  "200000000004",
  "300000000001",
] as const;

export const at = (plane: string, account: string): string => `${plane} ${account}, eu-west-1`;

export const lowered =
  (account: string, service: string, name: string, value: number) =>
  (clouds: Clouds): void => {
    quotaOf(clouds.account(account), service, name).value = value;
  };

export const increase = (service: string, code: string, value: number): string =>
  `aws service-quotas request-service-quota-increase --service-code ${service} --quota-code ${code} --desired-value ${value} --region eu-west-1`;

export const full = (
  title: string,
  place: string,
  seed: Lack["seed"],
  what: string,
  mend: string,
  changes?: Changes,
): Lack => ({
  title,
  sample: "full",
  place,
  seed,
  what,
  mend,
  ...(changes ? { changes } : {}),
});
