/** Parts of the policy SDK that it keeps to itself. What they do is what the pack is built around. */
interface Proxies {
  readonly unknownCheckingProxy: <T extends object>(properties: T) => T;
  readonly unknownStringValue: string;
}

export const { unknownCheckingProxy, unknownStringValue } = require("@pulumi/policy/proxy") as Proxies;
