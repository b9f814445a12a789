import { idFrom, text } from "../ids";
import { arn, dnsSuffix, inRegion } from "./define";

export const sqs = inRegion({
  "aws:sqs/queue:Queue": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "sqs", text(inputs, "name")),
      url: `https://sqs.${place.region}.${dnsSuffix(place)}/${place.account}/${text(inputs, "name")}`,
      namePrefix: "",
      policy: "",
      redrivePolicy: "",
      redriveAllowPolicy: "",
      deduplicationScope: "",
      fifoThroughputLimit: "",
      kmsDataKeyReusePeriodSeconds: 300,
      sqsManagedSseEnabled: inputs.kmsMasterKeyId === undefined,
    }),
    id: idFrom("url"),
    replaceOn: ["name", "namePrefix", "fifoQueue"],
  },
  "aws:sqs/queuePolicy:QueuePolicy": {
    computed: () => ({}),
    id: idFrom("queueUrl"),
    replaceOn: ["queueUrl"],
  },
  "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": {
    computed: () => ({}),
    id: idFrom("queueUrl"),
    replaceOn: ["queueUrl"],
  },
});
