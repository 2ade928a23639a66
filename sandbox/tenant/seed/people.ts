import type { GraphObject } from "../json";
import { seedId } from "./ids";

const CREATED = "2024-02-01T08:00:00Z";

/** The staff by role. No name in this tenant is a person's. */
const STAFF: readonly (readonly [title: string, department: string])[] = [
  ["Platform engineer 1", "Engineering"],
  ["Platform engineer 2", "Engineering"],
  ["Platform engineer 3", "Engineering"],
  ["Developer 1", "Engineering"],
  ["Developer 2", "Engineering"],
  ["Developer 3", "Engineering"],
  ["Developer 4", "Engineering"],
  ["Operations engineer 1", "Operations"],
  ["Operations engineer 2", "Operations"],
  ["Help desk 1", "Operations"],
  ["Help desk 2", "Operations"],
  ["Finance analyst 1", "Finance"],
  ["Finance analyst 2", "Finance"],
  ["Finance analyst 3", "Finance"],
  ["Sales manager 1", "Sales"],
  ["People partner 1", "People"],
  ["Identity administrator 1", "Security"],
  ["Security administrator 1", "Security"],
  ["Cloud administrator 1", "Operations"],
];

/** The users of the tenant: staff, a former employee, guests of each kind, break-glass and service accounts. */
export function seedUsers(): readonly GraphObject[] {
  return [
    ...STAFF.map(([title, department], index) => member(seedId("member", index + 1), title, { department })),
    member(seedId("member", 20), "Former contractor 1", { department: "Engineering", accountEnabled: false }),
    member(seedId("guest", 1), "Visiting auditor 1", { userType: "Guest", department: "Finance" }),
    external(2, "Partner consultant 1", "consultant1", "fabrikam.example", "Guest"),
    external(3, "Partner consultant 2", "consultant2", "fabrikam.example", "Guest"),
    external(4, "Freelance designer 1", "designer1", "mail.example", "Guest"),
    external(5, "Subsidiary engineer 1", "engineer1", "contoso-nordic.example", "Member"),
    external(6, "Subsidiary engineer 2", "engineer2", "contoso-nordic.example", "Member"),
    member(seedId("breakGlass", 1), "Break-glass 1", {}),
    member(seedId("breakGlass", 2), "Break-glass 2", {}),
    member(seedId("service", 1), "Service directory sync", { department: "Service accounts" }),
    member(seedId("service", 2), "Service backup", { department: "Service accounts" }),
    member(seedId("service", 3), "Service legacy scanner", { department: "Service accounts" }),
  ];
}

function member(id: string, displayName: string, rest: Omit<GraphObject, "id">): GraphObject {
  const nickname = displayName.toLowerCase().replaceAll(" ", "-");
  const address = `${nickname}@contoso.example`;
  return person(id, displayName, {
    userPrincipalName: address,
    mail: address,
    mailNickname: nickname,
    userType: "Member",
    ...rest,
  });
}

function external(
  n: number,
  displayName: string,
  name: string,
  domain: string,
  userType: "Guest" | "Member",
): GraphObject {
  return person(seedId("guest", n), displayName, {
    userPrincipalName: `${name}_${domain}#EXT#@contoso.example`,
    mail: `${name}@${domain}`,
    mailNickname: `${name}_${domain}#EXT#`,
    userType,
    creationType: "Invitation",
    externalUserState: "Accepted",
  });
}

function person(id: string, displayName: string, rest: Omit<GraphObject, "id">): GraphObject {
  return {
    id,
    displayName,
    accountEnabled: true,
    businessPhones: [],
    givenName: null,
    surname: null,
    jobTitle: displayName.replace(/ \d+$/, ""),
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    usageLocation: "FI",
    createdDateTime: CREATED,
    onPremisesSyncEnabled: null,
    ...rest,
  };
}
