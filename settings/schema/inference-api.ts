/** The HTTP interface to the models that serve, one in staging and one in production. */
import { z } from "zod";

import { inferenceProcessing } from "./inference-processing";
import { explained, slug } from "./values";

/** Where the interface can be. */
export const API_STAGES = ["staging", "production"] as const;

const authorization = explained(z.enum(["iam", "jwt", "apiKey"]).default("iam"), {
  description:
    "How callers prove who they are. iam: requests signed with AWS credentials. jwt: a bearer token of your identity provider. apiKey: signed requests as with iam, and a key that gives each consumer its own throttling and quota; AWS does not take a key alone for proof of identity, and neither does this program.",
  allowed: "iam, jwt or apiKey",
  fix: "keep iam for callers in AWS; say jwt for others",
});

const callers = explained(
  z
    .array(
      explained(
        z
          .string()
          .regex(/^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]{1,128})$/)
          .refine((caller) => !caller.includes("//")),
        {
          description: "An account, whose own policies say who of it may call; or one role.",
          allowed: "an AWS account id in quotes, or the ARN of an IAM role",
          fix: "write 12 digits in quotes, or copy the role's ARN",
        },
      ),
    )
    .max(50)
    .optional(),
  {
    description:
      "Who may call besides the roles of the interface's own account, with iam and apiKey. Default: nobody.",
    allowed: "at most 50 account ids and ARNs of roles",
    fix: "write a list, one caller a line",
  },
);

const httpsUrl = (description: string): z.ZodURL =>
  explained(
    z
      .url({ protocol: /^https$/ })
      .max(512)
      .regex(/^[!-~]+$/),
    {
      description,
      allowed: "an https address of at most 512 characters of ASCII",
      fix: "copy it from the provider's /.well-known/openid-configuration",
    },
  );

const oauthScope = explained(z.string().regex(/^[\w:./-]{1,128}$/), {
  description: "One scope.",
  allowed: "1 to 128 letters, digits and _:./-",
  fix: "copy it from the identity provider",
});

const jwt = explained(
  z
    .strictObject({
      issuer: httpsUrl("Who issues the tokens: their iss claim, letter by letter."),
      audience: explained(z.string().regex(/^[!-~]{1,256}$/), {
        description: "For whom the tokens are: their aud claim.",
        allowed: "1 to 256 characters of ASCII without spaces",
        fix: "copy the aud claim of a token that is meant for this interface",
      }),
      jwksUri: httpsUrl("Where the issuer publishes its keys."),
      scopes: explained(z.array(oauthScope).max(10).default([]), {
        description: "Scopes that a token must have, all of them: in its claim scope or scp.",
        allowed: "at most 10 scopes",
        fix: "leave it out, or name scopes that your identity provider gives",
      }),
    })
    .optional(),
  {
    description: "Tokens that are taken; with authorization jwt.",
    allowed: "issuer, audience, jwksUri and, optionally, scopes",
    fix: "copy issuer and jwks_uri from the provider's /.well-known/openid-configuration",
  },
);

const requestsPerSecond = explained(z.int().min(1).max(10_000).default(100), {
  description: "Requests a second, on average.",
  allowed: "a whole number from 1 to 10000",
  fix: "begin with what the endpoints can do; AWS gives an account 10000 in a Region",
});

const burst = explained(z.int().min(1).max(5_000).default(200), {
  description: "Requests at one moment.",
  allowed: "a whole number from 1 to 5000",
  fix: "begin with twice the requests a second",
});

const throttling = explained(z.strictObject({ requestsPerSecond, burst }).prefault({}), {
  description: "The most that the whole interface passes on; more are answered with status 429.",
  allowed: "requestsPerSecond and burst, both optional",
  fix: "leave it out for 100 requests a second",
});

const apiKeys = explained(
  z
    .record(
      slug("Name of the consumer.", 24),
      explained(
        z.strictObject({
          requestsPerSecond,
          burst,
          requestsPerDay: explained(z.int().min(1).max(100_000_000).default(1_000_000), {
            description: "Requests a day, counted in UTC.",
            allowed: "a whole number from 1 to 100000000",
            fix: "begin with 1000000",
          }),
        }),
        {
          description: "What one consumer may use.",
          allowed: "requestsPerSecond, burst and requestsPerDay, all optional; {} for the defaults",
          fix: "write <consumer>: {} to begin with",
        },
      ),
    )
    .refine((keys) => Object.keys(keys).length >= 1 && Object.keys(keys).length <= 50)
    .optional(),
  {
    description: "Consumers that get a key, each with a usage plan; with authorization apiKey.",
    allowed: "1 to 50 consumers by name",
    fix: "add a consumer, its name and then its limits",
  },
);

const access = explained(z.enum(["regional", "private"]).default("regional"), {
  description:
    "regional: callers come over the internet. private: they come through VPC endpoints (execute-api) alone.",
  allowed: "regional or private",
  fix: "say private and name the VPC endpoints, if every caller is in a VPC",
});

const perStage = <T extends z.ZodType>(schema: T) =>
  z.strictObject({ staging: schema.optional(), production: schema.optional() });

const vpcEndpointId = explained(z.string().regex(/^vpce-[0-9a-f]{8,17}$/), {
  description: "One VPC endpoint.",
  allowed: "an id such as vpce-0a1b2c3d4e5f60718",
  fix: "copy the id from the VPC console",
});

const vpcEndpoints = explained(
  perStage(
    explained(z.array(vpcEndpointId).min(1).max(10), {
      description: "VPC endpoints of the service execute-api, of any account in the Region.",
      allowed: "1 to 10 ids such as vpce-0a1b2c3d4e5f60718",
      fix: "copy the ids from the VPC console",
    }),
  ).optional(),
  {
    description: "Through which VPC endpoints callers come, by stage; with access private.",
    allowed: "staging and production, each with a list of ids",
    fix: "name the endpoints of both stages",
  },
);

const domains = explained(
  perStage(
    explained(
      z.strictObject({
        name: explained(
          z.string().regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/),
          {
            description: "Name of the domain.",
            allowed: "a domain name in lower case, such as models.example.com",
            fix: "write the whole name, without https:// and without a path",
          },
        ),
        certificateArn: explained(
          z.string().regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[0-9a-f-]{36}$/),
          {
            description: "Certificate of AWS Certificate Manager, in the stage's account and Region.",
            allowed: "the ARN of a certificate",
            fix: "request the certificate in the account where the interface is, and copy its ARN",
          },
        ),
      }),
      {
        description: "One domain.",
        allowed: "name and certificateArn",
        fix: "give both",
      },
    ),
  ).optional(),
  {
    description:
      "Domains of your own, by stage. The address of AWS is then switched off. Default: the address of AWS.",
    allowed: "staging and production, each with name and certificateArn",
    fix: "leave it out, or request a certificate first",
  },
);

const waf = explained(
  z
    .strictObject({
      rules: explained(z.enum(["managed", "none"]).default("managed"), {
        description:
          "managed: a web ACL with AWS's common rules and known bad inputs, and a limit by address; about 8 USD a month and 0.60 USD for a million requests. none: no web ACL.",
        allowed: "managed or none",
        fix: "keep managed where callers come over the internet",
      }),
      requestsPerFiveMinutes: explained(z.int().min(100).max(20_000_000).default(10_000), {
        description: "Requests from one address in five minutes, before AWS WAF turns it away.",
        allowed: "a whole number from 100 to 20000000",
        fix: "think of callers who share one address",
      }),
    })
    .prefault({}),
  {
    description: "AWS WAF in front of the interface.",
    allowed: "rules and requestsPerFiveMinutes, both optional",
    fix: "leave it out for the managed rules",
  },
);

export const inferenceApi = explained(
  z
    .strictObject({
      authorization,
      callers,
      jwt,
      apiKeys,
      throttling,
      access,
      vpcEndpoints,
      domains,
      waf,
      processing: inferenceProcessing,
      accountLogs: explained(z.enum(["create", "existing"]).default("create"), {
        description:
          "The role with which API Gateway writes logs. AWS has one such setting an account and Region, for all of its APIs.",
        allowed: "create or existing",
        fix: "say existing if the account has the role already, and no other API shall lose it",
      }),
      tracing: explained(z.boolean().default(false), {
        description: "Whether AWS X-Ray follows requests.",
        allowed: "true or false",
        fix: "say true while you look for what is slow",
      }),
    })
    .optional(),
  {
    description:
      "An HTTP interface to all models of staging and one to all models of production. Its addresses stay the same whatever is deployed.",
    allowed:
      "authorization, callers, jwt, apiKeys, throttling, access, vpcEndpoints, domains, waf, processing, accountLogs and tracing, all optional; {} for the defaults",
    fix: "write inferenceApi: {} to begin with",
  },
);

export type InferenceApiSettings = NonNullable<z.output<typeof inferenceApi>>;
