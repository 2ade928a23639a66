import { isDeepStrictEqual } from "node:util";
import { readSnapshot, type Snapshot } from "../../policies/settings/snapshot";
import type { Tenant } from "../../src/law/model/tenant";
import { counted, listing } from "../../src/text/sentence";
import { reducedSnapshot } from "./reduced-snapshot";

/** The part of a snapshot that goes into a pack, and a description of it. */
export interface SnapshotContent {
  readonly json: unknown;
  readonly words: string;
}

/**
 * The part of a snapshot that goes into a pack.
 * @param withNames true to include the whole snapshot with all names
 * @throws Error if the snapshot can't be used
 */
export function snapshotContent(json: unknown, withNames: boolean): SnapshotContent {
  const whole = readSnapshot(json);
  if (withNames) return { json, words: `${countsIn(whole)}; with all names and everything else in the file` };
  const reduced = reducedSnapshot(json);
  if (!answersTheSame(whole, readSnapshot(reduced)))
    throw new Error("a bug in this program: without names the snapshot would have another meaning; use --with-names");
  return { json: reduced, words: `${countsIn(whole)}; by id, without names` };
}

const answersTheSame = (whole: Snapshot, reduced: Snapshot): boolean =>
  isDeepStrictEqual(nameless(whole.tenant), nameless(reduced.tenant)) &&
  isDeepStrictEqual(whole.membershipRules, reduced.membershipRules);

const nameless = ({ policies, users, groups, locations, ...tenant }: Tenant): object => ({
  ...tenant,
  policies: policies.map(({ displayName: _, written: __, ...policy }) => policy),
  users: users?.map(({ displayName: _, userPrincipalName: __, ...user }) => user),
  groups: groups && [...groups.values()].map(({ displayName: _, ...group }) => group),
  locations: locations && [...locations.values()].map(({ displayName: _, written: __, ...location }) => location),
});

function countsIn({ tenant, json, membershipRules }: Snapshot): string {
  const groups = [...(tenant.groups?.values() ?? [])];
  const memberships = groups.reduce((sum, { members = [] }) => sum + members.length, 0);
  const counts: readonly (readonly [number | undefined, string, string?])[] = [
    [tenant.policies.length, "policy", "policies"],
    [tenant.locations?.size, "named location"],
    [json.authenticationStrengthPolicies?.length, "authentication strength"],
    [tenant.users?.length, "user"],
    [tenant.agents?.size, "agent's account", "agents' accounts"],
    [tenant.groups?.size, "group"],
    [tenant.groups && memberships, "membership"],
    [membershipRules.size === 0 ? undefined : membershipRules.size, "membership rule"],
    [tenant.roleAssignments?.length, "role assignment"],
  ];
  return listing(
    counts.flatMap(([count, ...words]) => (count === undefined ? [] : [counted(count, ...words)])),
    "and",
  );
}
