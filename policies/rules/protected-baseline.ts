import type { Resource } from "../model/resource";
import type { Finding, Rule } from "../model/rule";
import { holdsUnknown } from "../model/unknown";
import type { ProtectedKind, Settings } from "../settings/settings";
import { AZUREAD, isGenericGraph } from "../stack/entra-types";
import { weakensTenant } from "../stack/generic-touches";
import { asList } from "../stack/json";
import { holeOfTouch, isUntold, type Touch } from "../stack/touch";
import { touchesOf } from "../stack/touches";
import { shown } from "../wording/evidence";

/** Nobody but the stack that owns the guarantee changes what it rests on. */
export const protectedBaseline: Rule = {
  id: "protected-baseline",
  title: "what the MFA guarantee rests on is left to the stack that owns it",
  severity: "critical",
  remediation: "Leave the object to the stack that owns the guarantee, and ask its owners for the change.",
  url: "https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access",
  tags: ["conditional-access", "mfa", "change-control"],
  // What isn't known yet is left to the stack, where it is known what it comes from.
  onResource: (resource, settings) => {
    const findings = findingsOf(resource, [], settings);
    return holdsUnknown(resource.properties) ? findings.filter(({ hole }) => !isUntold(hole)) : findings;
  },
  onStack: ({ held }, settings) => held.flatMap((resource) => findingsOf(resource, held, settings)),
};

function findingsOf(resource: Resource, resources: readonly Resource[], settings: Settings): readonly Finding[] {
  const weakened = isGenericGraph(resource.type) ? weakensTenant(resource) : undefined;
  return [
    ...(weakened === undefined ? [] : [weakening(resource, weakened)]),
    ...(settings.baseline === "elsewhere" ? protectedTouches(resource, resources, settings) : []),
  ];
}

function protectedTouches(resource: Resource, resources: readonly Resource[], settings: Settings): readonly Finding[] {
  const touches = touchesOf(resource, resources).filter((touch) => isProtected(touch, settings));
  const byObject = new Map(touches.map((touch) => [holeOfTouch(touch), touch]));
  return [...[...byObject.values()].map(touchFinding), ...attributeFindings(resource, settings)];
}

/** What can't be told before deployment may be anything; where nothing of its kind is protected, it can do no harm. */
const isProtected = ({ kind, id }: Touch, { protected: objects }: Settings): boolean =>
  id === undefined ? objects[kind].size > 0 : objects[kind].has(id);

const NOUNS: Readonly<Record<ProtectedKind, string>> = {
  policies: "policy",
  users: "user",
  groups: "group",
  roles: "role",
  locations: "named location",
  strengths: "authentication strength",
};

const CONSEQUENCES: Readonly<Record<ProtectedKind, string>> = {
  policies: "whoever changes it decides who must pass MFA",
  users: "whoever has that account can reach Azure management without MFA",
  groups: "whoever is in it can reach Azure management without MFA, or is left out by the policy that includes it",
  roles: "whoever holds it can reach Azure management without MFA, or is left out by the policy that includes it",
  locations: "whoever signs in from there can reach Azure management without MFA",
  strengths: "whatever it allows counts as MFA",
};

function touchFinding(touch: Touch): Finding {
  const { resource, kind, id, property, deed } = touch;
  if (id === undefined) return undecidedFinding(touch);
  return {
    hole: holeOfTouch(touch),
    urn: resource.urn,
    message: `this ${deed} the protected ${NOUNS[kind]} ${shown(id)}: ${CONSEQUENCES[kind]}`,
    evidence: [`${property}: ${shown(id)}`],
    help: "leave it to the stack that owns the guarantee, and ask its owners for the change",
  };
}

const undecidedFinding = (touch: Touch): Finding => ({
  hole: holeOfTouch(touch),
  urn: touch.resource.urn,
  message: `this ${touch.deed} a ${NOUNS[touch.kind]} that can't be told before deployment: it may be one that the MFA guarantee rests on`,
  evidence: [`${touch.property}: ${shown(touch.resource.properties[touch.property])}`],
  help: "name it by its id, as a literal; or refer to an object of this stack, or deploy what it comes from first",
});

const weakening = (resource: Resource, consequence: string): Finding => ({
  hole: `weakens the tenant ${resource.urn}`,
  urn: resource.urn,
  message: consequence,
  evidence: [],
  help: "leave this setting to the owners of the tenant",
});

/** Attributes that decide who is in a protected group. */
function attributeFindings(resource: Resource, settings: Settings): readonly Finding[] {
  if (resource.type !== AZUREAD.user) return [];
  const given = Object.entries(resource.properties).filter(([, value]) => saysSomething(value));
  const decisive = new Set([...settings.protected.attributes, ...(settings.tenant?.attributes ?? [])]);
  const read = given.filter(([name]) => decisive.has(name.toLowerCase()));
  return read.map(([name]) => ({
    hole: `attribute ${resource.urn} ${name}`,
    urn: resource.urn,
    message: `this sets \`${name}\` of a user, which decides who is in a protected group: with the right value the user can reach Azure management without MFA`,
    evidence: [`${name}: (not shown)`],
    help: "leave the attribute out, or ask the owners of the guarantee",
  }));
}

const saysSomething = (value: unknown): boolean =>
  value !== undefined && value !== null && value !== "" && asList(value)?.length !== 0;
