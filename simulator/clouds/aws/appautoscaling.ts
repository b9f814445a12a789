import { guid, text } from "../ids";
import type { Properties } from "../types";
import { arn, globalArn, inRegion } from "./define";

export const appautoscaling = inRegion({
  "aws:appautoscaling/target:Target": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(
        place,
        "application-autoscaling",
        `scalable-target/${guid(keyOf(inputs)).replaceAll("-", "")}`,
      ),
      roleArn: globalArn(
        place,
        "iam",
        "role/aws-service-role/sagemaker.application-autoscaling.amazonaws.com/" +
          "AWSServiceRoleForApplicationAutoScaling_SageMakerEndpoint",
      ),
      suspendedState: {
        dynamicScalingInSuspended: false,
        dynamicScalingOutSuspended: false,
        scheduledScalingSuspended: false,
      },
    }),
    id: (_, outputs) => text(outputs, "resourceId"),
    replaceOn: ["resourceId", "scalableDimension", "serviceNamespace"],
  },
  "aws:appautoscaling/policy:Policy": {
    autoname: "name",
    computed: ({ inputs, place }) => ({
      arn: arn(
        place,
        "autoscaling",
        `scalingPolicy:${guid(`${keyOf(inputs)}/${text(inputs, "name")}`)}:` +
          `resource/${text(inputs, "serviceNamespace")}/${text(inputs, "resourceId")}:` +
          `policyName/${text(inputs, "name")}`,
      ),
      alarmArns: [],
    }),
    id: (_, outputs) => text(outputs, "name"),
    replaceOn: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
  },
});

const keyOf = (inputs: Properties): string =>
  ["serviceNamespace", "resourceId", "scalableDimension"].map((key) => text(inputs, key)).join("|");
