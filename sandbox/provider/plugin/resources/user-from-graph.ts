import { type Fields, fieldsOf, flagOf, textOf, textsOf } from "../values";
import { KEPT_TEXTS, SETTABLE_TEXTS, SHOWN_TEXTS } from "./user-fields";

const TEXTS = { ...SETTABLE_TEXTS, ...KEPT_TEXTS, ...SHOWN_TEXTS };

/** A user from Graph in a program's terms, but for what Graph never gives: the password and how it is to be changed. */
export function userFromGraph(user: Fields): Fields {
  const policies = textOf(user, "passwordPolicies").toLowerCase();
  const employment = fieldsOf(user, "employeeOrgData");
  return {
    ...Object.fromEntries(Object.entries(TEXTS).map(([name, graphName]) => [name, textOf(user, graphName)])),
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
