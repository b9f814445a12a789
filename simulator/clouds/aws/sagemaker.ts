import { digits, hex, idFrom, lower, text } from "../ids";
import type { Properties, Registration } from "../types";
import { arn, globalArn, inRegion } from "./define";

export const sagemaker = inRegion({
  "aws:sagemaker/domain:Domain": {
    taggable: true,
    computed: studioDomain,
    id: ({ urn }) => domainId(urn),
    replaceOn: ["authMode", "domainName", "kmsKeyId", "retentionPolicy", "subnetIds", "vpcId"],
    updates: {
      only: ["tags"],
      error: "ValidationException: VpcId and Subnet IDs are required for updating domains to VpcOnly mode",
      source:
        "hashicorp/terraform-provider-aws#45528: an update of a VpcOnly domain sends appNetworkAccessType without network",
    },
  },
  "aws:sagemaker/featureGroup:FeatureGroup": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "sagemaker", `feature-group/${text(inputs, "featureGroupName")}`),
      throughputConfig: { throughputMode: "OnDemand" },
    }),
    id: idFrom("featureGroupName"),
    replaceOn: [
      "featureGroupName",
      "description",
      "recordIdentifierFeatureName",
      "eventTimeFeatureName",
      "featureDefinitions",
      "offlineStoreConfig",
      "onlineStoreConfig",
      "roleArn",
    ],
  },
  "aws:sagemaker/mlflowTrackingServer:MlflowTrackingServer": {
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      arn: arn(place, "sagemaker", `mlflow-tracking-server/${text(inputs, "trackingServerName")}`),
      mlflowVersion: "3.0",
      trackingServerUrl: `https://t-${lower(urn, 12)}.${place.region}.experiments.sagemaker.aws`,
      weeklyMaintenanceWindowStart: "Tue:03:30",
    }),
    id: idFrom("trackingServerName"),
    replaceOn: ["trackingServerName", "mlflowVersion", "roleArn"],
  },
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
  "aws:sagemaker/space:Space": {
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      arn: arn(place, "sagemaker", `space/${text(inputs, "domainId")}/${text(inputs, "spaceName")}`),
      homeEfsFileSystemUid: digits(urn, 6),
      url: `https://${lower(urn, 16)}.studio.${place.region}.sagemaker.aws`,
    }),
    id: idFrom("arn"),
    replaceOn: ["domainId", "spaceName"],
  },
  "aws:sagemaker/studioLifecycleConfig:StudioLifecycleConfig": {
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "sagemaker", `studio-lifecycle-config/${text(inputs, "studioLifecycleConfigName")}`),
    }),
    id: idFrom("studioLifecycleConfigName"),
    replaceOn: ["studioLifecycleConfigAppType", "studioLifecycleConfigContent", "studioLifecycleConfigName"],
  },
  "aws:sagemaker/userProfile:UserProfile": {
    taggable: true,
    computed: ({ urn, inputs, place }) => ({
      arn: arn(
        place,
        "sagemaker",
        `user-profile/${text(inputs, "domainId")}/${text(inputs, "userProfileName")}`,
      ),
      homeEfsFileSystemUid: digits(urn, 6),
    }),
    id: idFrom("arn"),
    replaceOn: ["domainId", "singleSignOnUserIdentifier", "singleSignOnUserValue", "userProfileName"],
  },
});

const domainId = (urn: string): string => `d-${lower(urn, 12)}`;

function studioDomain({ urn, inputs, place }: Registration): Properties {
  const id = domainId(urn);
  const singleSignOn = inputs.authMode === "SSO";
  return {
    arn: arn(place, "sagemaker", `domain/${id}`),
    url: `https://${id}.studio.${place.region}.sagemaker.aws`,
    homeEfsFileSystemId: `fs-0${hex(urn, 16)}`,
    securityGroupIdForDomainBoundary: "",
    singleSignOnApplicationArn: singleSignOn
      ? globalArn(place, "sso", `application/ssoins-${hex(place.account, 16)}/apl-${hex(urn, 16)}`)
      : "",
    singleSignOnManagedApplicationInstanceId: singleSignOn ? `ins-${hex(urn, 16)}` : "",
  };
}
