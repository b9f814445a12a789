/** Models of the inference API with a function before and behind them. */
import { z } from "zod";

import { text } from "./texts";
import { explained, slug } from "./values";

const feature = explained(z.string().regex(/^[A-Za-z_][\w.-]{0,63}$/), {
  description: "Name of one column.",
  allowed: "1 to 64 letters, digits and ._-, beginning with a letter or _",
  fix: "rename the column, also where the model is trained",
});

const kinds = explained(
  z
    .record(
      feature,
      explained(z.enum(["category", "date"]), {
        description: "What the feature is.",
        allowed: "category or date",
        fix: "write category for text, date for days and moments, and leave numbers out",
      }),
    )
    .optional(),
  {
    description:
      "What features are, as in steps/columns.json of Model Build, by name; those that are left out are numbers. Requests with other values are refused before the model is asked. Default: any value reaches the model.",
    allowed: "a mapping of names among features to category or date; {} if all are numbers",
    fix: "copy names and kinds from steps/columns.json",
  },
);

const label = text("Name of one outcome.", 64);

export const inferenceProcessing = explained(
  z
    .record(
      slug("Name of the model.", 20),
      explained(
        z.strictObject({
          features: explained(
            z
              .array(feature)
              .min(1)
              .max(500)
              .refine((names) => new Set(names).size === names.length),
            {
              description: "The model's columns by name, in the order in which it was trained.",
              allowed: "1 to 500 different names of letters, digits and ._-",
              fix: "copy the header of the training data, without the target",
            },
          ),
          kinds,
          threshold: explained(z.number().min(0).max(1).default(0.5), {
            description: "From which prediction on the answer is the second of two labels.",
            allowed: "a number from 0 to 1",
            fix: "use 0.5 unless the evaluation says otherwise",
          }),
          labels: explained(
            z
              .array(label)
              .max(1000)
              .refine((names) => names.length !== 1 && new Set(names).size === names.length)
              .default(["no", "yes"]),
            {
              description:
                "Names of the outcomes. Of two: what predictions below the threshold are called, and those from it on. Of more: the classes in the order in which the model was trained. None: the model predicts a number.",
              allowed: "no text, or two to 1000 different ones",
              fix: 'write a list such as ["genuine", "fraud"], or [] for a number',
            },
          ),
        }),
        {
          description: "How requests to one model are translated.",
          allowed: "features and, optionally, kinds, threshold and labels",
          fix: "list the features below the model's name",
        },
      ),
    )
    .refine((models) => Object.keys(models).length <= 30)
    .default({}),
  {
    description:
      "Models with a function before and behind them: callers send named features as JSON and get a labeled prediction. Calls of other models reach SageMaker as they are.",
    allowed: "at most 30 models of mlops:models",
    fix: "add a model's name and its features",
  },
);
