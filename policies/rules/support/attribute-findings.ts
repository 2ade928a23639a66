import type { Settings } from "../../settings/settings";
import { ANY_NAME, decisiveNames, nameIfSet, type Presence, WHOEVER } from "../../stack/membership/decides";
import { rulePropertiesSetBy } from "../../stack/membership/rule-properties";
import { ruledGroups } from "../../stack/membership/ruled-groups";
import { isThere, type UserWrite, userWritesOf } from "../../stack/membership/user-write";
import { AZUREAD } from "../../stack/objects/entra-objects";
import type { Resource } from "../../stack/objects/resource";
import type { Stack } from "../../stack/objects/stack";
import { shown } from "./evidence";
import { type Finding, propertyLine, rejection, resourceAt } from "./rule";

/** What a resource sets of a user that may decide who is in a group that matters, by the group's membership rule. */
export function attributeFindings(resource: Resource, settings: Settings, presence: Presence): readonly Finding[] {
  return userWritesOf(resource).flatMap((write) => [
    ...listedNames(write, settings).map((name) => attributeFinding(resource, name, undefined)),
    ...ruledGroups(settings).flatMap(({ id, rule, side }) =>
      decisiveNames(rule, write, side, presence).map((name) => attributeFinding(resource, name, id)),
    ),
  ]);
}

/** The same of what the program asks for; the state has what Entra fills in, and tells which users are there. */
export function attributeFindingsOfStack({ held, asked }: Stack, settings: Settings): readonly Finding[] {
  const there = new Map(held.resources.filter(isThere).map((resource) => [resource.urn, resource]));
  return asked.resources.flatMap((resource) => {
    const known = there.get(resource.urn);
    return known === undefined
      ? attributeFindings(resource, settings, "new")
      : attributeFindings(withKindOfUser(resource, known), settings, "there");
  });
}

/** What kind of user an account is that was taken over by import no program says: the state does. */
const withKindOfUser = (resource: Resource, { properties: { userType } }: Resource): Resource =>
  resource.type === AZUREAD.user && typeof userType === "string"
    ? { ...resource, properties: { ...resource.properties, userType } }
    : resource;

/** Of attributes that the owner lists every value counts, since the rules that read them aren't given. */
const listedNames = (write: UserWrite, { protected: { attributes } }: Settings): readonly string[] => [
  ...new Set([...attributes].flatMap(rulePropertiesSetBy).flatMap((property) => nameIfSet(property, write))),
];

const attributeFinding = (resource: Resource, name: string, group: string | undefined): Finding =>
  rejection({
    code: "decisive-attribute-set",
    dedupeKey: { about: "attribute", urn: resource.urn, name },
    urn: resource.urn,
    message: `this ${whatItDoes(name)}: with the right value the user can reach Azure management without MFA`,
    related: [
      ...(name === WHOEVER ? [] : [propertyLine(resource.urn, name, "(not shown)")]),
      ...(group === undefined
        ? []
        : [{ location: resourceAt(resource.urn), text: `by the membership rule of group ${shown(group)}` }]),
    ],
    help: "leave the attribute out, or ask the owners of the guarantee",
  });

function whatItDoes(name: string): string {
  if (name === WHOEVER) return "makes a user whom the membership rule of a protected group takes in as they are";
  return name === ANY_NAME
    ? "sets attributes of a user that can't be told, and one of which may decide who is in a protected group"
    : `sets \`${name}\` of a user, which decides who is in a protected group`;
}
