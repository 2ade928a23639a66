import * as pulumi from "@pulumi/pulumi";

/**
 * An error that the engine prints as it stands. It has no stack: nobody would see it, but the SDK formats it in colour
 * for its trace, and Node 20 takes ten seconds and three gigabytes over a stack that leads through a scoped package.
 */
export function refusal(message: string): pulumi.RunError {
  const error = new pulumi.RunError(message);
  delete error.stack;
  return error;
}
