/** Where data comes from. */
import { z } from "zod";

import { text } from "./texts";
import { explained, guid, slug } from "./values";

const snowflake = explained(
  z
    .strictObject({
      account: explained(z.string().regex(/^[A-Za-z0-9][\w-]*(\.[\w-]+)*$/), {
        description:
          "Account identifier: the first part of https://<account>.snowflakecomputing.com; over PrivateLink it ends with .privatelink.",
        allowed: "letters, digits, dots, hyphens and underscores",
        fix: "copy it from the address of your Snowflake account",
      }),
      user: text("Service user that reads; its key pair is kept in Secrets Manager.", 255),
      role: text("Snowflake role of that user; it may also replace the user's keys.", 255),
      warehouse: text("Warehouse that its queries run in.", 255),
      database: text("Database that it reads.", 255),
      schema: text("Schema that it reads.", 255),
      rotationDays: explained(z.int().min(1).max(90).default(30), {
        description: "Days after which the key pair is replaced.",
        allowed: "a whole number from 1 to 90",
        fix: "leave the default of 30",
      }),
    })
    .optional(),
  {
    description: "Snowflake as a data source: a secret that rotates, a Glue connection, read access.",
    allowed: "account, user, role, warehouse, database, schema and, optionally, rotationDays",
    fix: "fill in the missing keys, or leave snowflake out",
  },
);

const azureDataLake = explained(
  z
    .strictObject({
      storageAccount: explained(z.string().regex(/^[a-z0-9]{3,24}$/), {
        description: "Azure storage account.",
        allowed: "3 to 24 lower-case letters and digits",
        fix: "copy the name of the storage account",
      }),
      container: explained(z.string().regex(/^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/), {
        description: "Container (file system) to copy from.",
        allowed: "3 to 63 lower-case letters, digits and single hyphens",
        fix: "copy the container's name",
      }),
      folder: explained(
        z
          .string()
          .max(512)
          .regex(/^(?!\/)[^*?\s\p{C}]+(?<!\/)$/u)
          .optional(),
        {
          description: "Folder of the container. Default: all of it.",
          allowed: "a path of at most 512 characters without leading or trailing slash, blanks, * and ?",
          fix: "write the path as in exports/daily",
        },
      ),
      dataset: slug("Name of the data set: the folder below landing/ that the copy arrives in.", 32),
      via: explained(z.enum(["glue", "dataSync"]), {
        description:
          "glue: a Spark job reads abfss:// with an Entra application's credentials. dataSync: an agent of yours copies files with a SAS token.",
        allowed: "glue or dataSync",
        fix: "say glue unless you already run DataSync agents",
      }),
      schedule: explained(
        z
          .string()
          .regex(/^cron\(.+\)$/)
          .default("cron(0 3 * * ? *)"),
        {
          description: "When to copy, in UTC.",
          allowed: "a cron expression of AWS such as cron(0 3 * * ? *)",
          fix: "write six fields inside cron( )",
        },
      ),
      tenantId: guid("Entra tenant of the application that reads; for via: glue.").optional(),
      clientId: guid(
        "Application (client) id; its secret goes to Secrets Manager by hand; for via: glue.",
      ).optional(),
      agentArns: explained(
        z
          .array(
            explained(
              z.string().regex(/^arn:aws[a-z-]*:datasync:[a-z0-9-]+:\d{12}:agent\/agent-[0-9a-z]+$/),
              {
                description: "One agent.",
                allowed: "the ARN of a DataSync agent",
                fix: "copy the agent's ARN",
              },
            ),
          )
          .min(1)
          .max(4)
          .optional(),
        {
          description: "Activated DataSync agents that reach the storage account; for via: dataSync.",
          allowed: "1 to 4 ARNs of DataSync agents",
          fix: "activate an agent and copy its ARN",
        },
      ),
    })
    .optional(),
  {
    description:
      "Azure Data Lake Storage as a data source: its files arrive in the data bucket below landing/.",
    allowed:
      "storageAccount, container, dataset and via; with via: glue also tenantId and clientId, with via: dataSync also agentArns",
    fix: "fill in the missing keys, or leave azureDataLake out",
  },
);

export const dataSources = explained(z.strictObject({ snowflake, azureDataLake }).prefault({}), {
  description: "Where data comes from besides files that are put into the data bucket.",
  allowed: "snowflake and azureDataLake, both optional",
  fix: "leave out what the team does not use",
});
