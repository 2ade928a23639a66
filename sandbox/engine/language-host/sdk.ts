import { createRequire } from "node:module";
import { join } from "node:path";

/**
 * Where the program's own copy of the Pulumi SDK keeps one of its runners. Looked up from the program's folder, not
 * from here, so that each program runs on the SDK that it declares.
 * @throws Error that says what to install where
 */
export function sdkRunner(programFolder: string, runner: "run" | "run-plugin" | "run-policy-pack"): string {
  try {
    return createRequire(join(programFolder, "package.json")).resolve(`@pulumi/pulumi/cmd/${runner}`);
  } catch {
    throw new Error(
      `no usable @pulumi/pulumi can be found from ${programFolder}\n  help: run \`npm install\` there; @pulumi/pulumi must be among its dependencies`,
    );
  }
}
