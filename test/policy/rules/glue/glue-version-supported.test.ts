import type { JobArgs } from "@pulumi/aws/glue";
import { types } from "../../../../policy/harness/types";
import { glueVersionSupported } from "../../../../policy/rules/glue/glue-version-supported";
import { UNKNOWN } from "../../../support/analyzer";
import { ABSENT, testResourceRule } from "../../rule-table";

const LINE = "glueVersion: is none of 5.0, 5.1";

testResourceRule(glueVersionSupported, {
  compliant: {
    type: types.glueJob,
    name: "curate",
    props: {
      roleArn: "arn",
      glueVersion: "5.0",
      command: { name: "glueetl", scriptLocation: "s3://data/glue/curate.py" },
    } satisfies JobArgs,
  },
  accepts: {
    "Glue 5.1": { glueVersion: "5.1" },
    "a Python shell, which has no Spark": { "command.name": "pythonshell", glueVersion: "3.0" },
  },
  refuses: {
    "a version at its end": [{ glueVersion: "2.0" }, LINE],
    "no version, which means the oldest": [{ glueVersion: ABSENT }, LINE],
  },
  undecided: { "an unknown version": [{ glueVersion: UNKNOWN }, "glueVersion"] },
});
