import type { Applications, Policy } from "../../law/model/policy";

/**
 * Whether one policy asks for at least as much as another, of whoever comes to the same resources and more: where both apply, the
 * other can go. Whom and which sign-ins the two are about isn't looked at.
 */
export const takesThePlaceOf = (one: Policy, other: Policy): boolean =>
  asksAsMuch(one, other) && isForAsMuch(one.applications, other.applications);

/** A block is the most. Plain MFA is the least that a policy asks for which stops anybody; all else is compared as written. */
function asksAsMuch(one: Policy, other: Policy): boolean {
  if (isBlock(one)) return true;
  const isForSessions = inWords(other, "sessionControls") !== inWords(NOTHING, "sessionControls");
  if (isForSessions && inWords(one, "sessionControls") !== inWords(other, "sessionControls")) return false;
  return isPlainMfa(other) || inWords(one, "grantControls") === inWords(other, "grantControls");
}

function isBlock({ grant }: Policy): boolean {
  if (grant.kind !== "controls" || !grant.controls.some(({ kind }) => kind === "block")) return false;
  return grant.controls.length === 1 || grant.operator.kind === "all";
}

const isPlainMfa = ({ grant }: Policy): boolean =>
  grant.kind === "controls" && grant.controls.length === 1 && grant.controls[0]?.kind === "mfa";

type Written = Pick<Policy, "written">;

const NOTHING: Written = { written: { in: () => "null" } };

/** What stands in a field; `null` where it isn't there. */
function inWords({ written }: Written, field: string): string {
  const text = written.in(field);
  return text === written.in("") ? "null" : text;
}

/** Whether one is about every resource, and every user action, that the other is about: what else is guarded by it stays so. */
function isForAsMuch(one: Applications, other: Applications): boolean {
  if (one.filter !== "none" || other.include.notUnderstood.length > 0) return false;
  if (other.filter === "include" && !one.include.all) return false;
  if (other.otherTarget && !isWithin(other.userActions ?? new Set(), one.userActions)) return false;
  if (other.otherTarget && other.userActions === undefined) return false;
  const isExcluded =
    !isWithin(one.exclude.ids, other.exclude.ids) || (one.exclude.adminPortals && !other.exclude.adminPortals);
  if (isExcluded || one.exclude.all) return false;
  if (one.include.all) return true;
  return (
    !other.include.all &&
    isWithin(other.include.ids, one.include.ids) &&
    (one.include.adminPortals || !other.include.adminPortals)
  );
}

const isWithin = (some: ReadonlySet<string>, all: ReadonlySet<string> = new Set()): boolean =>
  [...some].every((one) => all.has(one));
