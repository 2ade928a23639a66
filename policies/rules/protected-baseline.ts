import type { ProtectedKind, Settings } from "../settings/settings";
import { attributeChanges, attributeChangesOf } from "../stack/dynamic-groups/attribute-changes";
import { rulePropertiesSetBy } from "../stack/dynamic-groups/properties";
import { ANY_NAME, nameIfSet } from "../stack/dynamic-groups/turn";
import { type Presence, presenceOf, userWritesOf } from "../stack/dynamic-groups/user-write";
import type { Change } from "../stack/effects/change";
import { changesOf, isResolvedByStack } from "../stack/effects/changes";
import { weakensTenant } from "../stack/effects/tenant-settings";
import { mayWriteToCarriers, writesBesideCarriers } from "../stack/judgement/carriers";
import { exemptObjects } from "../stack/judgement/exempt-objects";
import { managedIn } from "../stack/judgement/inputs-and-outputs";
import { isGenericGraph, isGroup, isNewerAzuread } from "../stack/objects/entra-objects";
import { holdsUnresolved, type Resource } from "../stack/objects/resource";
import { ResourceGraph } from "../stack/objects/resource-graph";
import { shown } from "../stack/objects/shown";
import { changeRejection, helpOnAttribute, NOUNS, nameIt, oneOf } from "./support/change-words";
import {
  distinctFindings,
  type Finding,
  propertyLine,
  type Rule,
  rejection,
  withNamesOfNewObjects,
} from "./support/rule";

/** Nobody but the stack that owns the guarantee changes what it rests on. */
export const protectedBaseline: Rule = {
  id: "protected-baseline",
  title: "what the MFA guarantee rests on is left to the stack that owns it",
  severity: "critical",
  remediation: "Leave the object to the stack that owns the guarantee, and ask its owners for the change.",
  url: "https://learn.microsoft.com/entra/identity/role-based-access-control/security-emergency-access",
  tags: ["conditional-access", "mfa", "change-control"],
  onResource(resource, settings, soFar) {
    const presence = presenceOf(resource, soFar);
    // What isn't known yet is left to the stack, where it is known what it comes from.
    const isEarly = holdsUnresolved(resource.properties) || isResolvedByStack(resource);
    const known = (changes: readonly Change[]): readonly Change[] =>
      isEarly ? changes.filter(({ id }) => id !== undefined) : changes;
    const graph = isGenericGraph(resource.type) ? soFar.asked : ResourceGraph.EMPTY;
    const besides =
      soFar.isWhole && mayWriteToCarriers(resource, settings)
        ? writesBesideCarriers([resource], soFar.expected, settings)
        : [];
    return [
      ...weakenings(resource, settings),
      ...protectedChanges(known(changesOf(resource, graph)), settings),
      ...protectedChanges(attributeChanges(resource, presence, ResourceGraph.EMPTY, settings), settings),
      ...attributeFindings(resource, presence, settings),
      ...known(besides).map(besideFinding),
    ];
  },
  onStack(stack, settings) {
    const managed = managedIn(stack);
    return [
      ...managed.flatMap((resource) => [
        ...weakenings(resource, settings),
        ...protectedChanges(changesOf(resource, stack.held), settings),
      ]),
      ...protectedChanges(attributeChangesOf(stack, settings), settings),
      ...stack.asked.resources.flatMap((resource) => attributeFindings(resource, "there", settings)),
      ...writesBesideCarriers(managed, new ResourceGraph(managed), settings).map((change) =>
        withNamesOfNewObjects(besideFinding(change), stack.held),
      ),
    ];
  },
};

function weakenings(resource: Resource, { baseline }: Settings): readonly Finding[] {
  const consequence = isGenericGraph(resource.type) ? weakensTenant(resource, baseline) : undefined;
  if (consequence === undefined) return [];
  const help = "leave this setting to the owners of the tenant";
  return [rejection({ code: "tenant-weakened", urn: resource.urn, message: consequence, help })];
}

const protectedChanges = (changes: readonly Change[], settings: Settings): readonly Finding[] =>
  settings.baseline === "elsewhere"
    ? distinctFindings(changes.filter((change) => isProtected(change, settings)).map(changeFinding))
    : [];

/** What is unresolved before deployment may be anything; where nothing of its kind is protected, it can do no harm. */
function isProtected(change: Change, settings: Settings): boolean {
  const { kind, id, does, isReview, userPrincipalName } = change;
  if (isReview === true || (id === undefined && does === "removes")) return false;
  const ids = [...new Set([settings.protected[kind], ...unlistedIds(change, settings)].flatMap((one) => [...one]))];
  if (userPrincipalName !== undefined) return mayBeNamed(userPrincipalName, ids, settings);
  return id === undefined ? ids.length > 0 : ids.includes(id);
}

/** Whether one of the accounts is called that, or nobody knows what it is called. */
function mayBeNamed(userPrincipalName: string, ids: readonly string[], { tenant }: Settings): boolean {
  const users = tenant?.tenant.users?.filter(({ id }) => ids.includes(id)) ?? [];
  const names = users.flatMap((user) => user.userPrincipalName?.toLowerCase() ?? []);
  return names.includes(userPrincipalName) || names.length < ids.length;
}

/** Power over a left-out group counts; so does who is in one that the register approves, whom the snapshot lets pass. */
function unlistedIds({ kind, resource, isPowerOnly }: Change, settings: Settings): readonly ReadonlySet<string>[] {
  const { users, groups, approvedGroups } = exemptObjects(settings);
  if (kind === "users") return [users];
  if (kind !== "groups") return [];
  return isPowerOnly === true || isGroup(resource) ? [approvedGroups, groups] : [approvedGroups];
}

/** A generic resource whose object is unresolved may write to anything. */
const somethingOf = ({ kind, verb }: Change): string => (verb.startsWith("writes") ? "an object" : oneOf(kind));

const CONSEQUENCES: Readonly<Record<ProtectedKind, string>> = {
  policies: "whoever changes it decides who must pass MFA",
  users: "whoever has that account can reach Azure management without MFA",
  groups: "whoever is in it can reach Azure management without MFA, or is left out by the policy that includes it",
  roles: "whoever holds it can reach Azure management without MFA, or is left out by the policy that includes it",
  locations: "whoever signs in from there can reach Azure management without MFA",
  strengths: "whatever it allows counts as MFA",
  packages: "whoever is given it gets into a group that can reach Azure management without MFA",
};

function changeFinding(change: Change): Finding {
  const { resource, kind, id, verb, property, attribute } = change;
  if (id !== undefined)
    return changeRejection(change, {
      code: "protected-object-changed",
      message: `this ${verb} the protected ${NOUNS[kind]} ${shown(id)}: ${CONSEQUENCES[kind]}`,
      help:
        attribute === undefined
          ? "leave it to the stack that owns the guarantee, and ask its owners for the change"
          : helpOnAttribute(attribute),
    });
  const isNewer = isNewerAzuread(resource.type);
  return changeRejection(change, {
    code: "object-unresolved",
    message: `this ${verb} ${somethingOf(change)} that isn't known before deployment: it may be one that the MFA guarantee rests on`,
    related: isNewer ? [] : [propertyLine(resource.urn, property, shown(resource.properties[property]))],
    help: isNewer
      ? "take a pack that was made for this version of the azuread package, or leave the resource out"
      : nameIt(change),
  });
}

function besideFinding(change: Change): Finding {
  const { resource, kind, id, verb, property } = change;
  const object =
    id === undefined
      ? `${somethingOf(change)} that isn't known before deployment and may carry the guarantee`
      : `the ${NOUNS[kind]} ${shown(id)}, which carries the guarantee`;
  return changeRejection(change, {
    code: "written-beside-carrier",
    message: `this ${verb} ${object}: what another resource says of it proves nothing then`,
    related: [propertyLine(resource.urn, property, shown(id))],
    help: "take it out; say all of it in the one resource that the object is managed by",
  });
}

/** Of attributes that the owner lists every value counts, since the rules that read them aren't given. */
function attributeFindings(
  resource: Resource,
  presence: Presence,
  { protected: { attributes } }: Settings,
): readonly Finding[] {
  if (attributes.size === 0) return [];
  const properties = [...attributes].flatMap(rulePropertiesSetBy);
  const names = userWritesOf(resource, presence).flatMap((write) =>
    properties.flatMap((property) => nameIfSet(property, write)),
  );
  return [...new Set(names)].map((name) =>
    rejection({
      code: "decisive-attribute-set",
      about: ["attribute", resource.urn, name],
      urn: resource.urn,
      message: `this sets ${name === ANY_NAME ? "attributes of a user that aren't known, one of which may decide" : `\`${name}\` of a user, which decides`} who is in a protected group: with the right value the user can reach Azure management without MFA`,
      related: [propertyLine(resource.urn, name, "(not shown)")],
      help: helpOnAttribute(name),
    }),
  );
}
