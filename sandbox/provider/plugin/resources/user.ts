import type { Graph } from "../graph";
import { metaOf, newId, objectIdOf, type ResourceType, readBack, requireGone } from "../resource-type";
import { emailAddress, lengthBetween, notEmpty, oneOf } from "../rules";
import type { Field, Rule, Shape, Use } from "../shape";
import { type Fields, fieldsOf, flagOf, isUnset, textOf, textsOf } from "../values";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Texts of a user, by their names in programs: those that a program may set … */
const SETTABLE_TEXTS = words(`
  ageGroup city companyName consentProvidedForMinor country department employeeId employeeType faxNumber givenName jobTitle
  mobilePhone officeLocation postalCode preferredLanguage state streetAddress surname usageLocation`);
/** … those that Graph fills when a program doesn't … */
const KEPT_TEXTS = words("mail mailNickname onpremisesImmutableId");
/** … and those that only Graph fills. */
const SHOWN_TEXTS = words(`
  aboutMe creationType externalUserState onpremisesDistinguishedName onpremisesDomainName onpremisesSamAccountName
  onpremisesSecurityIdentifier onpremisesUserPrincipalName userType`);

/** What Graph gives only when it is asked for by name. */
const USER_EXTRAS = words(`
  accountEnabled ageGroup city companyName consentProvidedForMinor country department employeeHireDate employeeId employeeOrgData
  employeeType faxNumber mailNickname onPremisesImmutableId otherMails passwordPolicies postalCode state streetAddress usageLocation`);

/** Graph's name of a text. */
export const inGraph = (name: string): string => name.replace(/^onpremises/, "onPremises");

const RULES: Readonly<Record<string, Rule>> = {
  ageGroup: oneOf("Adult", "Minor", "NotAdult"),
  consentProvidedForMinor: oneOf("Denied", "Granted", "NotRequired"),
  employeeId: lengthBetween(0, 16),
  employeeType: lengthBetween(0, 64),
};

function texts(names: readonly string[], use: Use): Record<string, Field> {
  const entries = names.map((name): [string, Field] => {
    const rule = RULES[name];
    return [name, { kind: "text", use, ...(rule === undefined ? {} : { rule }) }];
  });
  return Object.fromEntries(entries);
}

/** A user, as programs write it. */
export const userShape: Shape = {
  fields: {
    userPrincipalName: { kind: "text", use: "required", rule: emailAddress },
    displayName: { kind: "text", use: "required", rule: notEmpty },
    ...texts(SETTABLE_TEXTS, "optional"),
    ...texts(KEPT_TEXTS, "optionalComputed"),
    ...texts(SHOWN_TEXTS, "computed"),
    accountEnabled: { kind: "flag", use: "optional", unset: true },
    businessPhones: { kind: "list", use: "optionalComputed" },
    costCenter: { kind: "text", use: "optional" },
    disablePasswordExpiration: { kind: "flag", use: "optional" },
    disableStrongPassword: { kind: "flag", use: "optional" },
    division: { kind: "text", use: "optional" },
    employeeHireDate: { kind: "text", use: "optional" },
    forcePasswordChange: { kind: "flag", use: "optional" },
    imAddresses: { kind: "list", use: "computed" },
    managerId: { kind: "text", use: "optional" },
    objectId: { kind: "text", use: "computed" },
    onpremisesSyncEnabled: { kind: "flag", use: "computed" },
    otherMails: { kind: "set", use: "optional" },
    password: { kind: "text", use: "optionalComputed", secret: true, rule: lengthBetween(1, 256) },
    proxyAddresses: { kind: "list", use: "computed" },
    showInAddressList: { kind: "flag", use: "optional", unset: true },
  },
};

const PATH = "/users";

const urlOf = (id: string, version: "v1.0" | "beta" = "v1.0"): string => `/${version}${PATH}/${objectIdOf(PATH, id)}`;

/** Users. The password is a secret: kept in the state under its mark, and never read from Graph. */
export const user: ResourceType = {
  token: "azuread:index/user:User",
  shape: userShape,
  meta: metaOf({ create: 5, read: 5, update: 5, delete: 5 }, "1"),

  async create(graph, plan) {
    if (textOf(plan, "password") === "")
      throw new Error("Could not create user: `password` is required when creating a new user");
    return `${PATH}/${newId(await graph.post(`/v1.0${PATH}`, newUserToGraph(plan)))}`;
  },

  async finish(graph, id, plan) {
    await graph.patch(urlOf(id, "beta"), listed(plan));
    if (textOf(plan, "managerId") !== "") await setManager(graph, id, textOf(plan, "managerId"));
  },

  read,

  async update(graph, id, plan, seen) {
    await graph.patch(urlOf(id), userChangeToGraph(plan, seen));
    if (isOn(plan, "showInAddressList") !== flagOf(seen, "showInAddressList"))
      await graph.patch(urlOf(id, "beta"), listed(plan));
    if (textOf(plan, "managerId") !== textOf(seen, "managerId")) await setManager(graph, id, textOf(plan, "managerId"));
    return readBack(read(graph, id, plan), id);
  },

  async remove(graph, id) {
    await graph.remove(urlOf(id));
    await requireGone(graph, urlOf(id));
  },
};

/** Graph takes this one field through its beta only. */
const listed = (plan: Fields): Fields => ({
  "@odata.type": "#microsoft.graph.user",
  showInAddressList: isOn(plan, "showInAddressList"),
});

async function setManager(graph: Graph, id: string, manager: string): Promise<void> {
  const url = `${urlOf(id)}/manager/$ref`;
  if (manager === "") return graph.remove(url);
  return graph.put(url, { "@odata.id": await graph.reference("v1.0", manager) });
}

async function read(graph: Graph, id: string, seen: Fields): Promise<Fields | undefined> {
  const basic = await graph.find(urlOf(id));
  if (basic === undefined) return undefined;
  const extras = await graph.get(`${urlOf(id)}?$select=${USER_EXTRAS.join(",")}`);
  const list = await graph.get(`${urlOf(id, "beta")}?$select=showInAddressList`);
  const manager = await graph.find(`${urlOf(id)}/manager`);
  return {
    ...userFromGraph({ ...basic, ...extras, showInAddressList: list["showInAddressList"] }),
    managerId: textOf(manager, "id"),
    password: textOf(seen, "password"),
    forcePasswordChange: flagOf(seen, "forcePasswordChange"),
  };
}

/** A user as it is sent to make it. The password goes to Graph here and nowhere else. */
function newUserToGraph(plan: Fields): Fields {
  const upn = textOf(plan, "userPrincipalName");
  return {
    ...changeable(plan),
    mailNickname: textOf(plan, "mailNickname") || (upn.split("@")[0] ?? upn),
    mail: textOf(plan, "mail") || null,
    passwordProfile: passwordProfile(plan),
    ...businessPhones(plan),
    ...whenSet("onPremisesImmutableId", textOf(plan, "onpremisesImmutableId")),
    ...whenSet("employeeHireDate", textOf(plan, "employeeHireDate")),
  };
}

/** A change of a user: everything that may change, and the password only when it did. */
function userChangeToGraph(plan: Fields, seen: Fields): Fields {
  const changed = (name: string) => textOf(plan, name) !== textOf(seen, name);
  const changedText = (name: string, graphName: string) =>
    changed(name) ? { [graphName]: textOf(plan, name) || null } : {};
  return {
    ...changeable(plan),
    mailNickname: textOf(plan, "mailNickname") || null,
    ...(changed("password") && textOf(plan, "password") !== "" ? { passwordProfile: passwordProfile(plan) } : {}),
    ...(changed("mail") ? whenSet("mail", textOf(plan, "mail")) : {}),
    ...changedText("onpremisesImmutableId", "onPremisesImmutableId"),
    ...changedText("employeeHireDate", "employeeHireDate"),
    ...businessPhones(plan),
  };
}

function changeable(plan: Fields): Fields {
  const texts = SETTABLE_TEXTS.map((name) => [inGraph(name), textOf(plan, name) || null]);
  return {
    "@odata.type": "#microsoft.graph.user",
    ...Object.fromEntries(texts),
    accountEnabled: isOn(plan, "accountEnabled"),
    displayName: textOf(plan, "displayName"),
    userPrincipalName: textOf(plan, "userPrincipalName"),
    employeeOrgData: { costCenter: textOf(plan, "costCenter") || null, division: textOf(plan, "division") || null },
    otherMails: textsOf(plan, "otherMails"),
    passwordPolicies: passwordPolicies(plan),
  };
}

/** A flag that is on unless the program says otherwise. */
const isOn = (plan: Fields, name: string): boolean => isUnset(plan[name]) || flagOf(plan, name);

function passwordPolicies(plan: Fields): string | null {
  const policies = ["DisablePasswordExpiration", "DisableStrongPassword"];
  const names = ["disablePasswordExpiration", "disableStrongPassword"];
  return policies.filter((_, index) => flagOf(plan, names[index] ?? "")).join(", ") || null;
}

const passwordProfile = (plan: Fields): Fields => ({
  forceChangePasswordNextSignIn: flagOf(plan, "forcePasswordChange"),
  password: textOf(plan, "password"),
});

function businessPhones(plan: Fields): Fields {
  const phones = textsOf(plan, "businessPhones");
  return phones.length === 0 ? {} : { businessPhones: phones };
}

const whenSet = (name: string, text: string): Fields => (text === "" ? {} : { [name]: text });

const TEXTS = [...SETTABLE_TEXTS, ...KEPT_TEXTS, ...SHOWN_TEXTS];

/** A user from Graph in a program's terms, but for what Graph never gives: the password and how it is to be changed. */
export function userFromGraph(user: Fields): Fields {
  const policies = textOf(user, "passwordPolicies").toLowerCase();
  const employment = fieldsOf(user, "employeeOrgData");
  return {
    ...Object.fromEntries(TEXTS.map((name) => [name, textOf(user, inGraph(name))])),
    objectId: textOf(user, "id"),
    displayName: textOf(user, "displayName"),
    userPrincipalName: textOf(user, "userPrincipalName"),
    accountEnabled: flagOf(user, "accountEnabled"),
    businessPhones: textsOf(user, "businessPhones"),
    costCenter: textOf(employment, "costCenter"),
    disablePasswordExpiration: policies.includes("disablepasswordexpiration"),
    disableStrongPassword: policies.includes("disablestrongpassword"),
    division: textOf(employment, "division"),
    employeeHireDate: textOf(user, "employeeHireDate"),
    imAddresses: textsOf(user, "imAddresses"),
    onpremisesSyncEnabled: flagOf(user, "onPremisesSyncEnabled"),
    otherMails: textsOf(user, "otherMails"),
    proxyAddresses: textsOf(user, "proxyAddresses"),
    showInAddressList: flagOf(user, "showInAddressList"),
  };
}
