import { Netmask } from "netmask";
import { z } from "zod";

import { REGIONS } from "../regions";

/**
 * What the configuration reference and the error messages say about one value.
 * `allowed` completes the sentence "allowed: ..."; `fix` is an order to the reader.
 */
interface Explanation {
  readonly description: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Attaches the texts that docs/configuration.md and refused settings show for a value. */
export function explained<T extends z.ZodType>(schema: T, explanation: Explanation): T {
  return schema.meta({ ...explanation });
}

const PLACEHOLDER_GUID = "00000000-0000-0000-0000-000000000000";

export const accountId = (description: string): z.ZodString =>
  explained(z.string().regex(/^\d{12}$/), {
    description,
    allowed: "an AWS account id: 12 digits in quotes",
    fix: "write the account id as 12 digits in quotes; unquoted, YAML reads a number and drops leading zeros",
  });

export const region = (description: string): z.ZodEnum<Record<string, string>> =>
  explained(z.enum(REGIONS as [string, ...string[]]), {
    description,
    allowed: "an AWS Region that offers SageMaker, such as eu-west-1",
    fix: "use the code of a Region from settings/regions.ts",
  });

/** Lower-case names that end up in bucket names, role names and ARNs: the limits are those of the longest name. */
export const slug = (description: string, max: number): z.ZodString =>
  explained(
    z
      .string()
      .max(max)
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    {
      description,
      allowed: `at most ${max} lower-case letters, digits and single hyphens, beginning with a letter`,
      fix: "shorten or respell the name; it becomes part of bucket, role and repository names",
    },
  );

export const guid = (description: string): z.ZodGUID =>
  explained(
    z.guid().refine((value) => value !== PLACEHOLDER_GUID),
    {
      description,
      allowed: "a GUID such as 8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11",
      fix: "copy the id from its source; all zeros is a placeholder",
    },
  );

/** A private IPv4 network of RFC 1918 written with its first address. */
export const cidr = (description: string): z.ZodString =>
  explained(
    z.string().refine((value) => isPrivateNetwork(value)),
    {
      description,
      allowed: "a private IPv4 network between /16 and /24, such as 10.20.0.0/20",
      fix: "use the first address of a block inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
    },
  );

const PRIVATE_NETWORKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

function isPrivateNetwork(value: string): boolean {
  if (!/^\d+\.\d+\.\d+\.\d+\/\d+$/.test(value)) {
    return false;
  }
  try {
    const block = new Netmask(value);
    const aligned = `${block.base}/${block.bitmask}` === value;
    const sized = block.bitmask >= 16 && block.bitmask <= 24;
    return aligned && sized && PRIVATE_NETWORKS.some((network) => new Netmask(network).contains(value));
  } catch {
    return false; // netmask throws on octets above 255 and masks above 32
  }
}

/** Whether Regions that AWS asks to opt into have been enabled by hand. @param description - For which accounts. */
export const regionOptIn = (
  description: string,
): z.ZodDefault<z.ZodEnum<{ pending: "pending"; done: "done" }>> =>
  explained(z.enum(["pending", "done"]).default("pending"), {
    description,
    allowed: "pending or done",
    fix: "enable the Region as docs/regions.md describes, then say done; leave it out elsewhere",
  });
