import { CATALOGUE } from "../../../policies/catalogue";
import { appliesTo, type Finding, type Rule } from "../../../policies/rules/support/rule";
import { settingsLoader } from "../../../policies/settings/load-settings";
import type { Settings } from "../../../policies/settings/settings";
import { type Properties, type Resource, UNRESOLVED } from "../../../policies/stack/objects/resource";
import { ResourceGraph, type Stack } from "../../../policies/stack/objects/resource-graph";
import { aTenant } from "./tenants";

const TOKENS: { readonly [resource: string]: string } = {
  ConditionalAccessPolicy: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
};

/** `azuread.GroupMember` is `azuread:index/groupMember:GroupMember`. */
const tokenOf = (resource: string): string =>
  TOKENS[resource] ?? `azuread:index/${resource.charAt(0).toLowerCase()}${resource.slice(1)}:${resource}`;

/** A resource with as little said as possible. */
export function aResource(resource: string, properties: Properties, rest: Partial<Resource> = {}): Resource {
  const type = resource.includes(":") ? resource : tokenOf(resource);
  const name = rest.name ?? "azure-management-mfa";
  return {
    urn: `urn:pulumi:dev::other::${type}::${name}`,
    type,
    name,
    properties,
    options: { protect: true, ignoreChanges: [] },
    sources: {},
    provider: undefined,
    ...rest,
  };
}

/** A resource one of whose properties comes from another resource of the stack, and isn't known yet. */
export const referring = (
  type: string,
  name: string,
  property: string,
  to: Resource,
  more: Properties = {},
): Resource => aResource(type, { ...more, [property]: UNRESOLVED }, { name, sources: { [property]: [to.urn] } });

/** Settings as the pack would load them on 1 September 2026. */
export const settingsOf = (configuration: { readonly [rule: string]: unknown }): Settings =>
  settingsLoader(configuration, { folder: __dirname, today: () => new Date("2026-09-01T12:00:00Z") })("dev");

/** Settings with a snapshot: the tenant with other conditions of its policy, groups that are another way, or other lists. */
export function snapshotWith(
  conditions: object = {},
  changed: { readonly [group: string]: object } = {},
  lists: object = {},
): Settings {
  const { policies, groups, ...rest } = aTenant();
  const tenant = {
    ...rest,
    policies: policies.map((policy) => ({ ...policy, conditions: { ...policy.conditions, ...conditions } })),
    groups: groups.map((group) => ({ ...group, ...changed[group.id] })),
    ...lists,
  };
  return settingsOf({ "tenant-stays-closed": { tenant } });
}

export const aStack = (state: readonly Resource[], inputs: readonly Resource[] = state): Stack => ({
  state: new ResourceGraph(state),
  inputs: new ResourceGraph(inputs),
  isPreview: true,
});

/** What the stack has asked for so far, as a rule gets it. */
export const askedFor = (...resources: readonly Resource[]): ResourceGraph => new ResourceGraph(resources);

export interface ReportedFinding {
  readonly rule: string;
  readonly finding: Finding;
}

/** The findings that are reported: of those with one key, the first. */
export const distinct = (found: readonly Finding[] = []): readonly Finding[] =>
  found.filter((one, index) => found.findIndex(({ dedupeKey }) => dedupeKey === one.dedupeKey) === index);

const reportedBy = ({ baseline }: Settings, judge: (rule: Rule) => readonly Finding[]): readonly ReportedFinding[] =>
  CATALOGUE.filter((rule) => appliesTo(rule, baseline)).flatMap((rule) =>
    distinct(judge(rule)).map((finding) => ({ rule: rule.id, finding })),
  );

/** What all rules say before a resource is deployed, which comes after those that the stack has asked for so far. */
export const reportedOfResource = (
  resource: Resource,
  settings: Settings,
  before: readonly Resource[] = [resource],
): readonly ReportedFinding[] =>
  reportedBy(settings, (rule) => rule.onResource?.(resource, settings, askedFor(...before)) ?? []);

/** What all rules say of the stack. */
export const reportedOfStack = (stack: Stack, settings: Settings): readonly ReportedFinding[] =>
  reportedBy(settings, (rule) => rule.onStack?.(stack, settings) ?? []);
