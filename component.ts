import * as pulumi from "@pulumi/pulumi";
import type { Program } from "./index";
import { azureadDirectory } from "./src/program/directory";
import type { RunningStack } from "./src/program/plan";
import { ownPolicies, prepareDeployment, runningStack } from "./src/program/prepare-deployment";

const { declarePolicy }: Program = require("./index");

/** A user or a group that is excluded from the policy: one of the two, and why. */
export interface Exclusion {
  /** The user's object id. */
  user?: string;
  /** The group's object id. */
  group?: string;
  /** For a group: the object ids of its exempt members. Without it, every member is exempt. */
  members?: string[];
  /** break-glass, service-account or exception */
  kind: string;
  reason: string;
  owner: string;
  approvedBy: string;
  /** Where the approval is recorded, such as a change request. */
  ticket?: string;
  /** The day of the next access review, YYYY-MM-DD, at most a year ahead. */
  reviewBy: string;
}

/** The same settings as those of this repository's own stacks: docs/stack.md. */
export interface AzureManagementMfaArgs {
  /** Everyone that the policy excludes. An enforced policy needs two live break-glass accounts. */
  exclusions: Exclusion[];
  /** report-only (the default) or enforced */
  enforcement?: string;
  /** mfa (the default), mfa-strength, passwordless, phishing-resistant, or the id of an authentication strength */
  grant?: string;
  displayName?: string;
  /** 1 to 23, or whole days in hours */
  signInFrequencyHours?: number;
  /** Ids of other policies with the same display name that you want to keep. */
  acceptedNamesakes?: string[];
  /** The day on which reviews are judged; the default is today. */
  asOf?: string;
}

type Made = { readonly policyId: pulumi.Output<string>; readonly portalLink: pulumi.Output<string> };

/** A Conditional Access policy that requires MFA for Azure management, for a stack that declares other things too. */
export class AzureManagementMfa extends pulumi.ComponentResource<Made> {
  /** The policy's object id. */
  readonly policyId: pulumi.Output<string>;
  /** The policy's page in the Entra admin center. */
  readonly portalLink: pulumi.Output<string>;

  constructor(name: string, args: AzureManagementMfaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("azure-management-mfa:index:AzureManagementMfa", name, { name, args }, opts);
    const made = pulumi.output(this.getData());
    this.policyId = made.policyId;
    this.portalLink = made.portalLink;
  }

  /** Checks settings, exclusions and guards as the program does, and declares the policy below this component. */
  protected override async initialize({ name, args }: { name: string; args: AzureManagementMfaArgs }): Promise<Made> {
    const asThis = { parent: this };
    const { approved, linkTo } = await prepareDeployment(stackOf(name, args, asThis), asThis);
    // A policy that the stack declared or imported directly moves into the component instead of being replaced.
    const aliases = [{ parent: pulumi.rootStackResource }];
    const { objectId } = declarePolicy(name, approved, { parent: this, aliases });
    return { policyId: objectId, portalLink: objectId.apply(linkTo) };
  }
}

/**
 * The running stack with a component's arguments instead of the stack's own settings and register.
 * @param options how to ask the component's provider
 */
function stackOf(component: string, args: AzureManagementMfaArgs, options: pulumi.InvokeOptions): RunningStack {
  const running = runningStack();
  const { project, stack, config } = running.settings;
  const { exclusions, ...settings } = args;
  const register = new TextEncoder().encode(JSON.stringify({ exclusions }, undefined, 2));
  const given = Object.entries({ ...settings, exclusions: `exclusions of ${component}` }).flatMap(([key, value]) =>
    value === undefined ? [] : [[`${project}:${key}`, String(value)] as const],
  );
  const others = Object.entries(config).filter(([key]) => !key.startsWith(`${project}:`));
  return {
    ...running,
    settings: { project, stack, component, config: Object.fromEntries([...others, ...given]) },
    readFile: () => register,
    directory: azureadDirectory({ environment: process.env, config }, options),
    ownPolicies: () => ownPolicies(component),
  };
}
