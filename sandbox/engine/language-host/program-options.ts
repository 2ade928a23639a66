import type { ProgramInfo } from "@pulumi/pulumi/proto/language_pb";

/** What `runtime.options` in Pulumi.yaml or PulumiPolicy.yaml may say about a Node program. */
export type ProgramOptions = { readonly nodeArguments: readonly string[]; readonly environment: NodeJS.ProcessEnv };

/** Reads `typescript`, `tsconfig` and `nodeargs`, the options of Pulumi's own Node host. */
export function programOptions(info: ProgramInfo): ProgramOptions {
  const options: { readonly [key: string]: unknown } = info.getOptions()?.toJavaScript() ?? {};
  const { typescript, tsconfig, nodeargs } = options;
  return {
    nodeArguments: typeof nodeargs === "string" ? nodeargs.split(/\s+/).filter((part) => part !== "") : [],
    environment: {
      PULUMI_NODEJS_TYPESCRIPT: String(typescript !== false),
      ...(typeof tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: tsconfig } : {}),
    },
  };
}
