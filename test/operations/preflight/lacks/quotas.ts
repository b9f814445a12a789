import type { Clouds } from "../clouds";
import type { Lack } from "./lack";
import { at, AUTOMATION, DEVELOPMENT, PRODUCTION, SINGLE, STAGING, full, increase, lowered } from "./lack";

export const QUOTAS: readonly Lack[] = [
  full(
    "instances of endpoints",
    at("production", PRODUCTION),
    lowered(PRODUCTION, "sagemaker", "ml.m5.large for endpoint usage", 3),
    'quota "ml.m5.large for endpoint usage" is 3, needed is 4',
    increase("sagemaker", "L-SAGEMAKER4", 4),
  ),
  full(
    "instances of processing jobs",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "ml.m5.xlarge for processing job usage", 4),
    'quota "ml.m5.xlarge for processing job usage" is 4, needed is 7',
    increase("sagemaker", "L-SAGEMAKER2", 7),
  ),
  full(
    "instances of training jobs, of which only the default is told",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "ml.m5.large for training job usage", 0),
    'quota "ml.m5.large for training job usage" is 0, needed is 1',
    increase("sagemaker", "L-SAGEMAKER1", 1),
  ),
  full(
    "instances that Clarify asks",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "ml.m5d.large for endpoint usage", 1),
    'quota "ml.m5d.large for endpoint usage" is 1, needed is 2',
    increase("sagemaker", "L-SAGEMAKER3", 2),
  ),
  full(
    "apps of Studio for everybody",
    at("development", DEVELOPMENT),
    lowered(DEVELOPMENT, "sagemaker", "Studio JupyterLab Apps running on ml.t3.medium instances", 4),
    'quota "Studio JupyterLab Apps running on ml.t3.medium instances" is 4, needed is 5',
    increase("sagemaker", "L-SAGEMAKER5", 5),
  ),
  full(
    "apps of Code Editor",
    at("development", DEVELOPMENT),
    lowered(DEVELOPMENT, "sagemaker", "Studio CodeEditor Apps running on ml.t3.medium instances", 0),
    'quota "Studio CodeEditor Apps running on ml.t3.medium instances" is 0, needed is 1',
    increase("sagemaker", "L-SAGEMAKER6", 1),
  ),
  full(
    "an MLflow server",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "sagemaker", "Number of MLflow Tracking Servers", 0),
    'quota "Number of MLflow Tracking Servers" is 0, needed is 1',
    increase("sagemaker", "L-SAGEMAKER7", 1),
  ),
  full(
    "instances of OpenSearch",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "es", "Instances per domain", 2),
    'quota "Instances per domain" is 2, needed is 3',
    increase("es", "L-ES1", 3),
  ),
  full(
    "masters of OpenSearch, whose quota nobody raises",
    at("automation", AUTOMATION),
    lowered(AUTOMATION, "es", "Dedicated master instances per domain", 2),
    'quota "Dedicated master instances per domain" is 2, needed is 3',
    "AWS does not raise this quota by itself: ask for less in the settings, or open a case with AWS Support",
  ),
  full(
    "interface endpoints of one VPC",
    at("staging", STAGING),
    lowered(STAGING, "vpc", "Interface VPC endpoints per VPC", 14),
    'quota "Interface VPC endpoints per VPC" is 14, needed is 15',
    increase("vpc", "L-VPC1", 15),
  ),
  {
    title: "VPCs of one account for four networks, besides those of others",
    sample: "trial",
    seed: (clouds: Clouds): void => {
      lowered(SINGLE, "vpc", "VPCs per Region", 5)(clouds);
      clouds.account(SINGLE).vpcs.push({}, { Project: "mlops", Team: "another" });
    },
    place: at("the one account", SINGLE),
    what: 'quota "VPCs per Region" is 5, needed is 4 besides 2 that are there',
    mend: increase("vpc", "L-VPC0", 6),
  },
  {
    title: "NAT gateways in the zone that is the fullest",
    sample: "trial",
    changes: { network: { natGateways: "perZone" } },
    seed: (clouds: Clouds): void => {
      lowered(SINGLE, "vpc", "NAT gateways per Availability Zone", 3)(clouds);
      clouds.account(SINGLE).natGateways.push(
        { zone: "eu-west-1b", tags: {} },
        { zone: "eu-west-1b", tags: {} },
        { zone: "eu-west-1a", tags: {} },
        // The third zone has no subnet of this stack.
        ...["eu-west-1c", "eu-west-1c", "eu-west-1c"].map((zone) => ({ zone, tags: {} })),
      );
    },
    place: at("the one account", SINGLE),
    what: 'quota "NAT gateways per Availability Zone" is 3, needed is 2 besides 2 that are there',
    mend: increase("vpc", "L-VPC3", 4),
  },
  {
    title: "public addresses of NAT gateways",
    sample: "trial",
    changes: { network: { natGateways: "perZone" } },
    seed: lowered(SINGLE, "ec2", "EC2-VPC Elastic IPs", 3),
    place: at("the one account", SINGLE),
    what: 'quota "EC2-VPC Elastic IPs" is 3, needed is 4',
    mend: increase("ec2", "L-EC20", 4),
  },
  {
    title: "internet gateways",
    sample: "trial",
    seed: (clouds: Clouds): void => {
      lowered(SINGLE, "vpc", "Internet gateways per Region", 2)(clouds);
      clouds.account(SINGLE).internetGateways.push({});
    },
    place: at("the one account", SINGLE),
    what: 'quota "Internet gateways per Region" is 2, needed is 2 besides 1 that are there',
    mend: increase("vpc", "L-VPC2", 3),
  },
];
