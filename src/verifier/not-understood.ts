import { DIMENSIONS, notUnderstoodInCondition } from "../law/conditions";
import type { Control, Policy, UserAssignment } from "../law/model/policy";
import type { NamedLocation, Tenant } from "../law/model/tenant";
import type { NotUnderstood } from "../law/model/truth";
import { locationsAskedAbout } from "./encoding/places";
import type { Unknown } from "./verdict";

/** What isn't understood in policies that may be enforced, and in the locations that they use; and the lists that are a part. */
export function notUnderstoodInTenant({ policies, locations, partlyKnown = [] }: Tenant): readonly Unknown[] {
  const live = policies.filter(({ enforcement: { kind } }) => kind === "enforced" || kind === "notUnderstood");
  return [
    ...live.flatMap((policy) => notUnderstoodIn(policy).map((unclear) => ({ policy: policy.id, ...unclear }))),
    ...locationsAskedAbout(live, { locations }).flatMap(inLocation),
    ...partlyKnown.map((list) => ({ policy: undefined, ...list })),
  ];
}

function inLocation({ id, extent: places }: NamedLocation): readonly Unknown[] {
  const unclear = places.kind === "ranges" ? places.notUnderstood : inPart(places);
  return unclear.map(({ field, why }) => ({ policy: undefined, field: `namedLocations.${id}.${field}`, why }));
}

/** All content of a policy that isn't understood, in the order of its parts. */
export function notUnderstoodIn(policy: Policy): readonly NotUnderstood[] {
  const { enforcement, grant, users, applications, conditions } = policy;
  return [
    ...inPart(enforcement),
    ...(grant.kind === "controls" ? [grant.operator, ...grant.controls.map(oddOf)].flatMap(inPart) : []),
    ...notUnderstoodInAssignment(users.include),
    ...notUnderstoodInAssignment(users.exclude),
    ...applications.include.notUnderstood,
    ...applications.exclude.notUnderstood,
    ...(typeof applications.filter === "string" ? [] : [applications.filter]),
    ...DIMENSIONS.flatMap((dimension) => notUnderstoodInCondition(dimension, conditions)),
    ...policy.notUnderstood,
  ]
    .map(({ field, why }) => ({ field, why }))
    .filter(({ field, why }, index, all) => all.findIndex((one) => one.field === field && one.why === why) === index);
}

type Part = { readonly kind: string } | ({ readonly kind: "notUnderstood" } & NotUnderstood);

/** What isn't understood in a part: the part as a whole, or nothing. */
export const inPart = (part: Part): readonly NotUnderstood[] =>
  "field" in part && part.kind === "notUnderstood" ? [part] : [];

const oddOf = (control: Control): Part => (control.kind === "strength" ? control.strength : control);

/** What isn't understood in one side of a policy's users, including its lists of home tenants and types of guests. */
export function notUnderstoodInAssignment({ guests, notUnderstood }: UserAssignment): readonly NotUnderstood[] {
  return [...notUnderstood, ...(guests === undefined ? [] : [...inPart(guests.homes), ...guests.notUnderstood])];
}
