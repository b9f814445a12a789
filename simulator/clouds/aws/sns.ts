import { guid, idFrom, text } from "../ids";
import { arn, inRegion } from "./define";

/** Protocols whose receiver must confirm before messages reach it. */
const CONFIRMED_BY_HAND = ["email", "email-json", "http", "https"];

export const sns = inRegion({
  "aws:sns/topic:Topic": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "sns", text(inputs, "name")),
      owner: place.account,
      namePrefix: "",
      policy: "",
      beginningArchiveTime: "",
      fifoThroughputScope: "",
      signatureVersion: 1,
      tracingConfig: "PassThrough",
    }),
    id: idFrom("arn"),
    replaceOn: ["name", "namePrefix", "fifoTopic"],
  },
  "aws:sns/topicPolicy:TopicPolicy": {
    computed: ({ place }) => ({ owner: place.account }),
    id: idFrom("arn"),
    replaceOn: ["arn"],
  },
  "aws:sns/topicSubscription:TopicSubscription": {
    computed: ({ urn, inputs, place }) => ({
      arn: `${text(inputs, "topic")}:${guid(urn)}`,
      ownerId: place.account,
      confirmationWasAuthenticated: !CONFIRMED_BY_HAND.includes(text(inputs, "protocol")),
      pendingConfirmation: CONFIRMED_BY_HAND.includes(text(inputs, "protocol")),
      filterPolicyScope: "",
    }),
    id: idFrom("arn"),
    replaceOn: ["topic", "protocol", "endpoint"],
  },
});
