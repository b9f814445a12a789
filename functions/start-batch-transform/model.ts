import { CreateModelCommand, DescribeModelCommand, type SageMakerClient } from "@aws-sdk/client-sagemaker";
import { FinalError } from "../shared/errors";
import type { Settings } from "./environment";
import { ifFound } from "./found";
import { modelName } from "./names";
import type { Version } from "./registry";
import { tagList } from "./tags";

/**
 * The SageMaker model of a version, made by the first job that needs it: in the private network, without any other.
 *
 * Models are never deleted: they cost nothing, and jobs name them for as long as SageMaker tells of jobs.
 * @returns its name
 * @throws FinalError if a model of that name is of another version
 */
export async function ensureModel(
  sageMaker: SageMakerClient,
  settings: Settings,
  model: string,
  { arn, version }: Version,
): Promise<string> {
  const name = modelName(settings, model, version);
  if (await isOf(sageMaker, name, arn)) return name;
  try {
    await sageMaker.send(
      new CreateModelCommand({
        ModelName: name,
        ExecutionRoleArn: settings.endpointRoleArn,
        PrimaryContainer: { ModelPackageName: arn },
        VpcConfig: {
          Subnets: [...settings.subnetIds],
          SecurityGroupIds: [...settings.securityGroupIds],
        },
        EnableNetworkIsolation: true,
        Tags: tagList(settings, model),
      }),
    );
  } catch (error) {
    // Another run may have made it in the meantime; in any other case the error says what is wrong.
    if (!(await isOf(sageMaker, name, arn))) throw error;
  }
  return name;
}

/** @returns whether the model is there. */
async function isOf(sageMaker: SageMakerClient, name: string, arn: string): Promise<boolean> {
  const found = await ifFound(sageMaker.send(new DescribeModelCommand({ ModelName: name })));
  if (found === undefined) return false;
  const [container] = [found.PrimaryContainer, ...(found.Containers ?? [])].filter(
    (each) => each !== undefined,
  );
  if (container?.ModelPackageName !== arn) {
    throw new FinalError(
      `model ${name} is of ${container?.ModelPackageName ?? "no version"}, not of ${arn}: delete the model`,
    );
  }
  return true;
}
