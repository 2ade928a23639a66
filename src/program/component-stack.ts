import type { InvokeOptions } from "@pulumi/pulumi";
import { azureadDirectory } from "./directory";
import { ownPolicies } from "./own-policies";
import type { RunningStack } from "./plan";
import { runningStack } from "./prepare-deployment";

/** What a component is given: exclusions as the register has them, and the settings of a stack. */
type Arguments = { readonly exclusions: readonly object[] };

/**
 * The running stack with a component's arguments in place of its own settings and register.
 * @param options how the component's provider is asked
 */
export function componentStack(component: string, args: Arguments, options: InvokeOptions): RunningStack {
  const running = runningStack();
  const { project, stack, config } = running.settings;
  const { exclusions, ...settings } = args;
  const register = new TextEncoder().encode(JSON.stringify({ exclusions }, undefined, 2));
  const given = Object.entries({ ...settings, exclusions: `exclusions of ${component}` });
  return {
    ...running,
    settings: {
      project,
      stack,
      component,
      config: Object.fromEntries([
        ...Object.entries(config).filter(([key]) => !key.startsWith(`${project}:`)),
        ...given.flatMap(([key, value]) =>
          value === undefined ? [] : [[`${project}:${key}`, String(value)] as const],
        ),
      ]),
    },
    readFile: () => register,
    directory: azureadDirectory({ environment: process.env, config }, options),
    ownPolicies: () => ownPolicies(component),
  };
}
