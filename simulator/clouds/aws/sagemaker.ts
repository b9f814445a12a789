import { idFrom, text } from "../ids";
import { arn, inRegion } from "./define";

export const sagemaker = inRegion({
  "aws:sagemaker/modelPackageGroup:ModelPackageGroup": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "sagemaker", `model-package-group/${text(inputs, "modelPackageGroupName")}`),
    }),
    id: idFrom("modelPackageGroupName"),
    replaceOn: ["modelPackageGroupName", "modelPackageGroupDescription"],
  },
  "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy": {
    computed: () => ({}),
    id: idFrom("modelPackageGroupName"),
    replaceOn: ["modelPackageGroupName"],
  },
});
