import { z } from "zod";

import { monitoring } from "./monitoring";
import { text } from "./texts";
import { explained, slug } from "./values";

/** With the longest names, more would not fit into one event pattern (2,048 characters) and one inline policy (10,240). */
export const MAX_MODELS = 50;

const inRange = (models: number): boolean => models >= 1 && models <= MAX_MODELS;

export const models = explained(
  z
    .record(
      slug("Name of the model.", 20),
      explained(
        z.strictObject({ description: text("What the model predicts, for whom.", 200), monitoring }),
        {
          description: "One model.",
          allowed: "a description and, optionally, monitoring",
          fix: "write description below the name",
        },
      ),
    )
    .refine((value) => inRange(Object.keys(value).length)),
  {
    description:
      "The team's models by name. Each gets a registry group, an image repository, a repository in Azure Repos and a build pipeline.",
    allowed: `1 to ${MAX_MODELS} models, each with a description`,
    fix: "add a model, its name and then its description; more models than that need a second team",
  },
);
